package dev.sextant.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Renders the charts of this folder. */
final class Charts {
  static final List<String> NAMES = List.of("sextant", "sextant-crds", "sextant-workspace");

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path CASES = Path.of("src/test/resources/cases");

  private Charts() {}

  /**
   * One chart with one set of values.
   *
   * @param chart folder of the chart
   * @param name of the values, without ending
   */
  record Case(String chart, String name) {
    Path values() {
      return CASES.resolve(chart).resolve(name + ".yaml");
    }

    String render() {
      return Charts.render(chart, values());
    }

    List<JsonNode> objects() throws IOException {
      return parse(render());
    }

    @Override
    public String toString() {
      return chart + "/" + name;
    }
  }

  static Stream<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    for (String chart : NAMES) {
      try (Stream<Path> files = Files.list(CASES.resolve(chart))) {
        files.sorted().forEach(file -> cases.add(new Case(chart, name(file))));
      }
    }
    return cases.stream();
  }

  static Stream<JsonNode> allObjects() throws IOException {
    var all = new ArrayList<JsonNode>();
    for (Case rendered : cases().toList()) {
      all.addAll(rendered.objects());
    }
    return all.stream();
  }

  static String render(String chart, Path values) {
    return new Helm(Path.of(chart))
        .template()
        .withName("sextant")
        .withNamespace("sextant-system")
        .withKubeVersion("1.36.0")
        .withValuesFile(values)
        .call();
  }

  static List<JsonNode> parse(String documents) throws IOException {
    var objects = new ArrayList<JsonNode>();
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(documents)) {
      while (all.hasNext()) {
        JsonNode object = all.next();
        if (object.isObject()) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  static String kind(JsonNode object) {
    return object.path("kind").asText();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }
}
