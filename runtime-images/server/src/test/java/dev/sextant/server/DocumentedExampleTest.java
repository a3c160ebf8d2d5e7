package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows is what a server does. */
final class DocumentedExampleTest {
  private static final Path PAGE = Path.of("../../docs/serving.md");

  @TempDir Path directory;

  @Test
  void answersTheDocumentedRequestAsDocumented() throws IOException {
    List<String> blocks =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE))
            .results()
            .map(block -> block.group(1))
            .toList();

    try (var server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1")) {
      String answer = new RestClient(server.restPort()).infer(blocks.get(0)).body();

      assertThat(Json.tree(answer)).isEqualTo(Json.tree(blocks.get(1)));
    }
  }

  @Test
  void namesEveryMetric() throws IOException {
    String page = Files.readString(PAGE);
    try (var server = ModelServer.start(TestModel.fare(directory).config(), "127.0.0.1")) {
      List<String> metrics =
          new RestClient(server.restPort())
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("# TYPE ") && !line.contains("_max "))
              .map(line -> "`" + line.split(" ", -1)[2] + "`")
              .toList();

      assertThat(metrics).hasSize(9).allSatisfy(name -> assertThat(page).contains(name));
    }
  }
}
