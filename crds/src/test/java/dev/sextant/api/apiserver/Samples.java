package dev.sextant.api.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the valid objects: one example per kind, and variants that reach the other fields. */
public final class Samples {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Samples() {}

  /** Every valid object, by the name of its file. */
  public static Map<String, ObjectNode> all() {
    Map<String, ObjectNode> samples = new TreeMap<>();
    for (Path folder : List.of(Path.of("examples"), Path.of("src/test/resources/variants"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          samples.put(
              file.getFileName().toString().replace(".yaml", ""),
              (ObjectNode) YAML.readTree(file.toFile()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return samples;
  }
}
