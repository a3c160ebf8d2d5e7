package dev.sextant.store;

import java.util.Map;

/**
 * The key pair of an account of the store; never shown.
 *
 * @param accessKeyId names the account
 * @param secretAccessKey signs its requests
 */
public record StoreCredentials(String accessKeyId, String secretAccessKey) {

  /** Environment variable that holds the access key id. */
  public static final String ACCESS_KEY_ID = "SEXTANT_STORE_ACCESS_KEY_ID";

  /** Environment variable that holds the secret access key. */
  public static final String SECRET_ACCESS_KEY = "SEXTANT_STORE_SECRET_ACCESS_KEY";

  public StoreCredentials {
    if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
      throw new IllegalArgumentException(
          "credentials of the store are empty; set %s and %s"
              .formatted(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
    }
  }

  /**
   * Takes the credentials from the environment.
   *
   * @throws IllegalArgumentException when one of the variables is not set
   */
  public static StoreCredentials from(Map<String, String> environment) {
    return new StoreCredentials(
        environment.getOrDefault(ACCESS_KEY_ID, "").strip(),
        environment.getOrDefault(SECRET_ACCESS_KEY, "").strip());
  }

  @Override
  public String toString() {
    return "StoreCredentials[" + accessKeyId + ", ***]";
  }
}
