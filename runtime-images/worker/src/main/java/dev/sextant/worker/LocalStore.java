package dev.sextant.worker;

import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.store.S3Uri;
import dev.sextant.store.StoreCredentials;
import dev.sextant.worker.LocalFailure.WrongUsageException;
import dev.sextant.worker.shell.StoreArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a local command finds a store. */
final class LocalStore {
  @Option(
      names = "--endpoint",
      required = true,
      defaultValue = "${env:SEXTANT_STORE_ENDPOINT}",
      description = "URL of the S3 API (or SEXTANT_STORE_ENDPOINT).")
  String endpoint = "";

  @Option(
      names = "--region",
      defaultValue = "us-east-1",
      description = "Region of the store (default: ${DEFAULT-VALUE}).")
  String region = "us-east-1";

  @Option(
      names = "--path-style",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the bucket is in the path rather than in the host name.")
  boolean pathStyle = true;

  @Option(names = "--access-key-id", description = "The account (or SEXTANT_STORE_ACCESS_KEY_ID).")
  @Nullable String accessKeyId;

  @Option(
      names = "--secret-access-key-file",
      paramLabel = "FILE",
      description = "File with the secret (or SEXTANT_STORE_SECRET_ACCESS_KEY).")
  @Nullable Path secretFile;

  @Option(
      names = "--timeout",
      defaultValue = "60",
      description = "Seconds for which a store that does not answer is tried again.")
  long timeoutSeconds = 60;

  /** The place that an argument names. */
  static S3Uri place(String text) {
    try {
      return S3Uri.parse(text);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Opens the store; the secret is never an argument, because arguments are public. */
  StoreArtifacts open(S3Uri uri) throws IOException {
    if (timeoutSeconds < 0) {
      throw new WrongUsageException("--timeout: %d is below 0".formatted(timeoutSeconds));
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (accessKeyId != null) {
      environment.put(StoreCredentials.ACCESS_KEY_ID, accessKeyId);
    }
    if (secretFile != null) {
      environment.put(StoreCredentials.SECRET_ACCESS_KEY, Files.readString(secretFile).strip());
    }
    return StoreArtifacts.open(
        new StoreLocation(endpoint, region, uri.bucket(), "", pathStyle),
        environment,
        Duration.ofSeconds(timeoutSeconds));
  }
}
