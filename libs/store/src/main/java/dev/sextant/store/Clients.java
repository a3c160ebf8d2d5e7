package dev.sextant.store;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Sets the SDK up so that it works with any store that speaks S3: nothing is taken from the
 * machine's own configuration, no newer checksum headers, no chunked signing, and no retries, which
 * are ours.
 */
final class Clients {
  private Clients() {}

  static S3Client client(StoreConfig config) {
    return S3Client.builder()
        .endpointOverride(config.endpoint())
        .region(Region.of(config.region()))
        .credentialsProvider(credentials(config))
        .serviceConfiguration(service(config))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .overrideConfiguration(override ->
            override
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(config.requestTimeout()))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .connectionTimeout(config.connectTimeout())
                .socketTimeout(config.readTimeout())
                .maxConnections(16))
        .build();
  }

  static S3Presigner presigner(StoreConfig config) {
    return S3Presigner.builder()
        .endpointOverride(config.endpoint())
        .region(Region.of(config.region()))
        .credentialsProvider(credentials(config))
        .serviceConfiguration(service(config))
        .build();
  }

  private static StaticCredentialsProvider credentials(StoreConfig config) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            config.credentials().accessKeyId(), config.credentials().secretAccessKey()));
  }

  private static S3Configuration service(StoreConfig config) {
    return S3Configuration.builder()
        .pathStyleAccessEnabled(config.pathStyle())
        .chunkedEncodingEnabled(false)
        .build();
  }
}
