package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DefinitionsTest {
  private static final Path GENERATED = Path.of("../crds/generated");

  @Test
  void theChartAddsAnnotationsAndNothingElse() throws IOException {
    List<JsonNode> rendered = new Charts.Case("sextant-crds", "annotated").objects();
    try (Stream<Path> generated = Files.list(GENERATED)) {
      assertThat(rendered).hasSameSizeAs(generated.toList());
    }
    for (JsonNode definition : rendered) {
      JsonNode annotations = ((ObjectNode) definition.get("metadata")).remove("annotations");
      assertThat(annotations.get("helm.sh/resource-policy").asText()).isEqualTo("keep");
      assertThat(annotations.get("example.com/owner").asText()).isEqualTo("platform");
      JsonNode generated = Charts.read(GENERATED.resolve(Charts.name(definition) + ".yaml"));
      assertThat(definition).isEqualTo(generated);
    }
  }
}
