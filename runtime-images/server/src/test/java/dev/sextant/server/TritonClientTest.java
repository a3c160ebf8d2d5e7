package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that many users of the protocol have; skipped where Python has no tritonclient. */
final class TritonClientTest {
  private static final String PYTHON = System.getProperty("sextant.python", "python3");
  private static final String MISSING =
      "skipped: no Python with numpy and tritonclient[http]; -Dsextant.python names one";

  @TempDir Path directory;

  @Test
  void getsTheSameAnswersInEveryForm() throws Exception {
    boolean present = isPresent();
    if (!present) {
      System.out.println(MISSING);
    }
    assumeTrue(present, MISSING);
    Path script = directory.resolve("triton.py");
    try (InputStream in = getClass().getResourceAsStream("/peers/triton.py")) {
      Files.write(script, in.readAllBytes());
    }

    try (var server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1")) {
      JsonNode answers =
          Json.tree(run(PYTHON, script.toString(), Integer.toString(server.restPort())));

      assertThat(answers.get("ready").asBoolean()).isTrue();
      assertThat(answers.get("extensions").get(0).asText()).isEqualTo("binary_tensor_data");
      for (String form : List.of("default", "binary", "json answer", "json request", "json")) {
        assertThat(answers.get(form).get(0).asDouble()).as(form).isEqualTo(11.4, within(1e-9));
        assertThat(answers.get(form).get(1).asDouble()).as(form).isEqualTo(2.0, within(1e-9));
      }
    }
  }

  private static boolean isPresent() throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder(PYTHON, "-c", "import numpy, tritonclient.http")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(120, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroy();
      throw new IOException(String.join(" ", command) + " failed; its error is on the console");
    }
    return output;
  }
}
