package dev.sextant.router;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a router runs; from the environment.
 *
 * @param namespace the namespace whose routes it follows ({@code SEXTANT_NAMESPACE})
 * @param podName its pod ({@code SEXTANT_POD_NAME})
 * @param podUid the UID of its pod ({@code SEXTANT_POD_UID})
 * @param portRest port of the REST API, health and metrics ({@code SEXTANT_PORT_REST}, 8080)
 * @param portGrpc port of the gRPC API ({@code SEXTANT_PORT_GRPC}, 9000)
 * @param stateDirectory where the last table is kept ({@code SEXTANT_STATE_DIRECTORY}, /state)
 * @param maxBodyBytes size allowed of a request and of an answer ({@code SEXTANT_MAX_BODY_BYTES},
 *     16 MiB)
 * @param drainSeconds how long requests in flight may take after SIGTERM ({@code
 *     SEXTANT_DRAIN_SECONDS}, 30)
 * @param settleSeconds how long after SIGTERM new requests are still expected ({@code
 *     SEXTANT_SETTLE_SECONDS}, 5)
 */
public record RouterConfig(
    String namespace,
    String podName,
    String podUid,
    int portRest,
    int portGrpc,
    Path stateDirectory,
    int maxBodyBytes,
    int drainSeconds,
    int settleSeconds) {

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException naming the variable that is missing or wrong
   */
  public static RouterConfig of(Map<String, String> environment) {
    return new RouterConfig(
        required(environment, "SEXTANT_NAMESPACE"),
        required(environment, "SEXTANT_POD_NAME"),
        required(environment, "SEXTANT_POD_UID"),
        number(environment, "SEXTANT_PORT_REST", 8080),
        number(environment, "SEXTANT_PORT_GRPC", 9000),
        Path.of(environment.getOrDefault("SEXTANT_STATE_DIRECTORY", "/state")),
        number(environment, "SEXTANT_MAX_BODY_BYTES", 16 << 20),
        number(environment, "SEXTANT_DRAIN_SECONDS", 30),
        number(environment, "SEXTANT_SETTLE_SECONDS", 5));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + ": not set; the operator sets it on the pod");
    }
    return value;
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number < 0) {
        throw new NumberFormatException("negative");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + ": '" + value + "' is not a whole number of 0 or more", e);
    }
  }
}
