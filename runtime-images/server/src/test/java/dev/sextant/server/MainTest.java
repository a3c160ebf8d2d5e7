package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ServerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process of the container. */
@Timeout(120)
final class MainTest {
  @TempDir Path directory;

  private static Process start(ServerConfig config) throws IOException {
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
    builder.environment().put(ServerConfig.ENVIRONMENT, Json.write(config));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return builder.redirectErrorStream(true).start();
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

  private static JsonNode next(BufferedReader log) throws IOException {
    String line = log.readLine();
    assertThat(line).as("a line before the process ended").isNotNull();
    return Json.tree(line);
  }

  /** As a scanner of ports would: no HTTP, and HTTP/2 that breaks its rules. */
  private static void sendNoise(int port) throws IOException {
    for (String start : new String[] {"noise", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write((start + "\0".repeat(100)).getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        socket.getInputStream().skip(Long.MAX_VALUE);
      }
    }
  }

  private static BufferedReader log(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void servesUntilItIsToldToEndAndExitsWithZero() throws Exception {
    Process process = start(TestModel.fare(directory).config());
    try (BufferedReader log = log(process)) {
      String message = awaitMessage(log, "serving model fare version fare-1: REST on ");
      int port = Integer.parseInt(message.replaceAll(".*REST on (\\d+),.*", "$1"));
      assertThat(new RestClient(port).infer(TestModel.FARE_GOLDEN_REQUEST).statusCode())
          .isEqualTo(200);
      sendNoise(port);

      process.toHandle().destroy();
      for (JsonNode line = next(log); ; line = next(log)) {
        assertThat(line.get("level").asText()).as(line.toString()).isEqualTo("INFO");
        assertThat(line.has("stack")).as(line.toString()).isFalse();
        if (line.get("message").asText().equals("drained")) {
          break;
        }
      }

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void exitsWithOneLineThatSaysWhyAModelDoesNotServe() throws Exception {
    var model = TestModel.fare(directory, TestModel.FARE_GOLDEN_OUTPUTS.replace("11.4", "11.5"));
    Process process = start(model.config());
    try (BufferedReader log = log(process)) {
      assertThat(awaitMessage(log, "not serving"))
          .isEqualTo(
              "not serving: golden.json: cases[0]: output prediction[0]: expected 11.5, got 11.4;"
                  + " the model does not answer as in training");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }
}
