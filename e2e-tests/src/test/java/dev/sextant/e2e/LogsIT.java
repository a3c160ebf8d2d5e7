package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Operator, routers and servers have come through everything without an error that nobody expected.
 */
@Order(9)
@ExtendWith(Stage.class)
class LogsIT {
  /**
   * A line that is right to be an error.
   *
   * @param container whose it is
   * @param line what it looks like, as a regular expression
   * @param why why it must come
   */
  private record Expected(String container, String line, String why) {}

  private static final List<Expected> EXPECTED =
      List.of(
          new Expected(
              "operator",
              "\\[Error Occurred After Shutdown\\]",
              "it was told to end: at the moment at which it became the leader, or with its chart,"
                  + " whose rights may go before it has gone"));

  private static final Pattern TRACE =
      Pattern.compile("^\\s+at [\\w.$/]+\\(.*\\)|^Caused by: |Exception in thread|^\\s*# A fatal");

  @Test
  void noErrorIsLeftUnexplained() throws IOException {
    List<String> unexplained = new ArrayList<>();
    List<Path> logs = logs();
    for (Path log : logs) {
      for (String line : Files.readAllLines(log)) {
        if (isTrouble(line) && EXPECTED.stream().noneMatch(e -> explains(e, log, line))) {
          unexplained.add(log.getFileName() + ": " + line);
        }
      }
    }

    assertThat(logs).extracting(log -> container(log)).contains("operator", "router", "server");
    assertThat(unexplained).isEmpty();
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(PodLogs.DIRECTORY)) {
      return files.sorted().toList();
    }
  }

  private static boolean isTrouble(String line) {
    if (TRACE.matcher(line).find()) {
      return true;
    }
    if (!line.startsWith("{")) {
      return false;
    }
    try {
      JsonNode json = Inference.MAPPER.readTree(line);
      // Warnings may carry a stack trace: of a connection that came while a process ended, of a
      // thread that waited for a processor.
      return json.path("level").asText().matches("ERROR|FATAL|SEVERE");
    } catch (JsonProcessingException e) {
      // The last line of who was killed.
      return false;
    }
  }

  private static boolean explains(Expected expected, Path log, String line) {
    return expected.container().equals(container(log))
        && Pattern.compile(expected.line()).matcher(line).find();
  }

  /** namespace.pod.container.restarts.log */
  private static String container(Path log) {
    return List.of(log.getFileName().toString().split("\\.", -1)).get(2);
  }
}
