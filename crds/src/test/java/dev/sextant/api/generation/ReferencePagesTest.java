package dev.sextant.api.generation;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {
  private static final Path PAGES = Path.of("..", "docs", "reference");

  @Test
  void checkedInPagesAreThoseOfTheDefinitions() throws IOException {
    Map<String, String> definitions = Definitions.generate();
    Map<String, String> pages = new TreeMap<>();
    StringBuilder index =
        new StringBuilder(
                "<!-- Generated from the Java types in crds; do not edit. -->\n\n# Kinds\n\n")
            .append(
                "All kinds belong to the API group `sextant.dev`; `kubectl get ml` lists them.\n\n")
            .append("| kind | what it is |\n|---|---|\n");
    for (Class<? extends HasMetadata> kind : Kinds.ALL) {
      String name = kind.getSimpleName().toLowerCase(Locale.ROOT);
      JsonNode definition =
          Definitions.YAML.readTree(
              definitions.get(HasMetadata.getFullResourceName(kind) + ".yaml"));
      String example = Files.readString(Path.of("examples", name + ".yaml"));
      pages.put(name + ".md", KindPage.write(definition, example));
      index
          .append("| [%s](%s.md) | ".formatted(kind.getSimpleName(), name))
          .append(definition.at("/spec/versions/0/schema/openAPIV3Schema/description").asText())
          .append(" |\n");
    }
    pages.put("kinds.md", index.toString());

    GoldenFiles.check(PAGES, "<!-- Generated from the Java types", pages);
  }
}
