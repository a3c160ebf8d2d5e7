package dev.sextant.store;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a store is and how long to try.
 *
 * @param endpoint URL of the S3 API
 * @param region its region; any word for stores that have none
 * @param bucket the bucket that artifacts go to
 * @param prefix what every key of ours begins with; empty, or ends with a slash
 * @param pathStyle whether the bucket is in the path rather than in the host name
 * @param credentials the account
 * @param connectTimeout how long one connection may take
 * @param readTimeout how long the store may be silent; a single request, such as one part of an
 *     upload, may take ten times as long
 * @param patience how long a request is tried again before it has failed; progress of a transfer
 *     starts it anew
 * @param end when everything must have ended, also what makes progress
 */
public record StoreConfig(
    URI endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    StoreCredentials credentials,
    Duration connectTimeout,
    Duration readTimeout,
    Duration patience,
    Instant end) {

  public StoreConfig {
    if (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "endpoint: '%s' is not a URL; write it like https://s3.example.com".formatted(endpoint));
    }
    if (!S3Uri.isBucket(bucket)) {
      throw new IllegalArgumentException(
          "bucket: '%s' is not the name of a bucket; use 3 to 63 letters, digits, '.' and '-'"
              .formatted(bucket));
    }
    if (prefix.startsWith("/") || (!prefix.isEmpty() && !prefix.endsWith("/"))) {
      throw new IllegalArgumentException(
          "prefix: '%s' must be empty, or end with a slash and not begin with one"
              .formatted(prefix));
    }
    region = region.isBlank() ? "us-east-1" : region;
  }

  /** A store with the usual patience: 5 s to connect, 30 s of silence, 2 min of trying, no end. */
  public static StoreConfig of(
      URI endpoint,
      String region,
      String bucket,
      String prefix,
      boolean pathStyle,
      StoreCredentials credentials) {
    return new StoreConfig(
        endpoint,
        region,
        bucket,
        prefix,
        pathStyle,
        credentials,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Instant.MAX);
  }

  /** The same store with another patience. */
  public StoreConfig withPatience(Duration other) {
    return new StoreConfig(
        endpoint,
        region,
        bucket,
        prefix,
        pathStyle,
        credentials,
        connectTimeout,
        readTimeout,
        other,
        end);
  }

  /** The same store for a limited time. */
  public StoreConfig until(Instant other) {
    return new StoreConfig(
        endpoint,
        region,
        bucket,
        prefix,
        pathStyle,
        credentials,
        connectTimeout,
        readTimeout,
        patience,
        other);
  }

  /**
   * How long one request may take until its answer begins: a store that takes no more of what is
   * sent is silent in a way that reading cannot notice.
   */
  Duration requestTimeout() {
    return readTimeout.multipliedBy(10);
  }
}
