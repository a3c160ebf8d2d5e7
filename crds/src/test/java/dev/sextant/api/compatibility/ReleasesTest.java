package dev.sextant.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.generation.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the definitions with those of every release, kept in released/VERSION. */
class ReleasesTest {
  private static final Path RELEASED = Path.of("released");
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void everyReleasedDefinitionIsStillHonoured() throws IOException {
    Map<String, String> now = Definitions.checkedIn();
    for (Path file : released()) {
      String name = file.getFileName().toString();
      assertThat(now).as("a kind of %s is gone", file.getParent()).containsKey(name);
      JsonNode before = YAML.readTree(file.toFile());

      assertThat(Compatibility.breaks(before, YAML.readTree(now.get(name))))
          .as("%s: add instead of changing", file)
          .isEmpty();
    }
  }

  private static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }
}
