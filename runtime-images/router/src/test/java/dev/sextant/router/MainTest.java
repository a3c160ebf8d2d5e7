package dev.sextant.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of the container, with no API server in reach. */
@Timeout(120)
final class MainTest {
  @TempDir Path directory;

  private Process start(Map<String, String> environment) throws IOException {
    Path nowhere = directory.resolve("kubeconfig");
    Files.writeString(
        nowhere,
        """
        apiVersion: v1
        kind: Config
        current-context: nowhere
        contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
        clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
        users: [{name: nobody, user: {}}]
        """);
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().putAll(environment);
    builder.environment().put("KUBECONFIG", nowhere.toString());
    builder.environment().put("SEXTANT_STATE_DIRECTORY", directory.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static Map<String, String> complete() {
    return Map.of(
        "SEXTANT_NAMESPACE", "demo",
        "SEXTANT_POD_NAME", "router-1",
        "SEXTANT_POD_UID", "uid-1",
        "SEXTANT_PORT_REST", "0",
        "SEXTANT_PORT_GRPC", "0",
        "SEXTANT_SETTLE_SECONDS", "1");
  }

  /** Reads log lines up to the one that has this in its message, and returns that message. */
  private static String awaitMessage(BufferedReader log, String part) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      String message = Json.tree(line).get("message").asText();
      if (message.contains(part)) {
        return message;
      }
    }
    throw new AssertionError("the process ended without: " + part);
  }

  private static BufferedReader log(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void saysThatItIsDrainedBeforeItExitsWithZero() throws Exception {
    Process process = start(complete());
    try (BufferedReader log = log(process)) {
      String message = awaitMessage(log, "listening on ");
      String port = message.replaceAll("listening on (\\d+) .*", "$1");
      assertThat(status("http://127.0.0.1:" + port + "/v2/health/live")).isEqualTo(200);

      process.toHandle().destroy();

      awaitMessage(log, "draining");
      awaitMessage(log, "drained");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void exitsWithOneLineThatNamesTheVariableThatIsMissing() throws Exception {
    Process process = start(Map.of("SEXTANT_POD_NAME", "router-1"));
    try (BufferedReader log = log(process)) {
      assertThat(awaitMessage(log, "cannot start"))
          .isEqualTo("cannot start: SEXTANT_NAMESPACE: not set; the operator sets it on the pod");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int status(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
