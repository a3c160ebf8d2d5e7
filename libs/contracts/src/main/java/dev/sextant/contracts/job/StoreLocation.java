package dev.sextant.contracts.job;

/**
 * Where a namespace keeps its artifacts. Credentials are not here: they come as environment
 * variables {@code SEXTANT_STORE_ACCESS_KEY_ID} and {@code SEXTANT_STORE_SECRET_ACCESS_KEY}.
 *
 * @param endpoint URL of the S3 API
 * @param region its region
 * @param bucket the bucket
 * @param prefix what every key begins with; empty or ends with a slash
 * @param pathStyle whether the bucket is in the path rather than in the host name
 */
public record StoreLocation(
    String endpoint, String region, String bucket, String prefix, boolean pathStyle) {}
