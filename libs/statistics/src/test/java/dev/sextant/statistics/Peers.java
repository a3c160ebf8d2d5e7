package dev.sextant.statistics;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python process that answers with what its libraries compute; `-Dsextant.python` names it. */
public final class Peers implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final Path script;

  private Peers(Process process, Path script) {
    this.process = process;
    this.script = script;
    this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The process, or nothing where Python or one of the packages is missing. */
  public static Optional<Peers> start(String resource, String packages) throws Exception {
    String python = System.getProperty("sextant.python", "python3");
    try {
      var probe =
          new ProcessBuilder(python, "-c", "import " + packages)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!probe.waitFor(120, TimeUnit.SECONDS) || probe.exitValue() != 0) {
        probe.destroy();
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    Path script = Files.createTempFile("peers", ".py");
    try (var in = Peers.class.getResourceAsStream(resource)) {
      Files.write(script, in.readAllBytes());
    }
    var process =
        new ProcessBuilder(python, script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return Optional.of(new Peers(process, script));
  }

  /** What the peer computes of the arguments. */
  public double[] ask(String peer, Object... of) {
    try {
      questions.write(JSON.writeValueAsString(Map.of("peer", peer, "of", List.of(of))) + "\n");
      questions.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new AssertionError("the peer " + peer + " ended; its error is on the console");
      }
      return JSON.readValue(answer, double[].class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    Files.delete(script);
  }
}
