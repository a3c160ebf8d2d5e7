package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DefinitionsTest {
  private static final Path GENERATED = Path.of("../crds/generated");

  @Test
  void theChartHoldsTheGeneratedDefinitions() throws IOException {
    assertThat(files(Path.of("sextant-crds/files")))
        .as("the definitions in the chart; run helm/sync-crds when they have changed")
        .isEqualTo(files(GENERATED));
  }

  @Test
  void theChartAddsAnnotationsAndNothingElse() throws IOException {
    List<JsonNode> rendered = new Charts.Case("sextant-crds", "annotated").objects();
    assertThat(rendered).hasSameSizeAs(files(GENERATED).entrySet());
    for (JsonNode definition : rendered) {
      JsonNode annotations = ((ObjectNode) definition.get("metadata")).remove("annotations");
      assertThat(annotations.get("helm.sh/resource-policy").asText()).isEqualTo("keep");
      assertThat(annotations.get("example.com/owner").asText()).isEqualTo("platform");
      JsonNode generated = Charts.read(GENERATED.resolve(Charts.name(definition) + ".yaml"));
      assertThat(definition).isEqualTo(generated);
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }
}
