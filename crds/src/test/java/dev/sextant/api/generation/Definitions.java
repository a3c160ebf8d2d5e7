package dev.sextant.api.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the custom resource definitions from the Java types. */
public final class Definitions {
  /** Where the checked-in definitions are; the tests run in the module's directory. */
  public static final Path CHECKED_IN = Path.of("generated");

  static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private Definitions() {}

  /** The file name and YAML of each definition. */
  public static Map<String, String> generate() {
    Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();
    new CRDGenerator()
        .customResourceClasses(Kinds.ALL)
        .forCRDVersions("v1")
        .withOutput(new InMemory(outputs))
        .generate();
    Map<String, String> files = new LinkedHashMap<>();
    outputs.forEach((name, bytes) -> {
      ObjectNode definition = read(bytes.toByteArray());
      Refinement.refine(definition, Kinds.named(definition.at("/spec/names/kind").asText()));
      files.put(definition.at("/metadata/name").asText() + ".yaml", write(definition));
    });
    return files;
  }

  /** The file name and YAML of each checked-in definition. */
  public static Map<String, String> checkedIn() {
    Map<String, String> definitions = new TreeMap<>();
    try (Stream<Path> files = Files.list(CHECKED_IN)) {
      for (Path file : files.toList()) {
        definitions.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return definitions;
  }

  /** The checked-in definition of a kind. */
  public static JsonNode of(Class<? extends HasMetadata> kind) {
    String name = HasMetadata.getFullResourceName(kind);
    return read(Objects.requireNonNull(checkedIn().get(name + ".yaml"), name).getBytes(UTF_8));
  }

  private static ObjectNode read(byte[] yaml) {
    try {
      JsonNode tree = YAML.readTree(yaml);
      return (ObjectNode) tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(ObjectNode definition) {
    try {
      return "# Generated from the Java types in crds/src/main/java; do not edit.\n"
          + YAML.writeValueAsString(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record InMemory(Map<String, ByteArrayOutputStream> outputs)
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return outputs.computeIfAbsent(name, ignored -> new ByteArrayOutputStream());
    }

    @Override
    public void close() {}
  }
}
