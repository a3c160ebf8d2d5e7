package dev.sextant.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sextant", "sextant-crds", "sextant-workspace"})
  void everyValueHasADescriptionAndADefault(String chart) throws IOException {
    JsonNode schema = Charts.read(Path.of(chart, "values.schema.json"));
    var undescribed = new TreeSet<String>();
    var paths = new TreeSet<String>();
    walk(schema, schema, "", paths, undescribed);
    assertThat(undescribed).as("values without a description").isEmpty();

    var defaults = new TreeSet<String>();
    leaves(Charts.read(Path.of(chart, "values.yaml")), schema, "", defaults);
    paths.remove("global");
    assertThat(defaults).as("values of values.yaml and of the schema").isEqualTo(paths);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sextant | image: {} | registry",
        "sextant | image: {registry: ''} | image.registry: is required",
        "sextant | image: {registry: sextant} | registry",
        "sextant | {image: {registry: a/b, digests: {worker: 'sha256:abc'}}} | worker",
        "sextant | {image: {registry: a/b, digests: {wroker: ''}}} | wroker",
        "sextant | {image: {registry: a/b}, imge: 1} | imge",
        "sextant | {image: {registry: a/b}, replicas: -1} | replicas",
        "sextant | {image: {registry: a/b}, store: {embedded: true}} | store.accounts: the embedded store needs",
        "sextant | {image: {registry: a/b}, store: {embedded: true, existingSecret: x, accounts: "
            + "[{bucket: aaa, accessKey: aaa, secretKey: 0123456789abcdef}]}} | store.existingSecret: takes the place",
        "sextant | {image: {registry: a/b}, store: {embedded: true, accounts: [{bucket: aaa, accessKey: aaa, secretKey:"
            + " short}]}} | secretKey",
        "sextant | {image: {registry: a/b}, tracing: {enabled: true}} | tracing.endpoint: is required",
        "sextant-workspace | store: {} | store.credentials.accessKeyId: is required",
        "sextant-workspace | store: {credentials: {existingSecret: s}} | store.endpoint: is required",
        "sextant-workspace | store: {endpoint: 'http://s', credentials: {existingSecret: s}} | store.bucket: is required",
        "sextant-workspace | store: {endpoint: 's3', bucket: bbb, credentials: {existingSecret: s}} | endpoint",
        "sextant-workspace | store: {credentials: {existingSecret: s, accessKeyId: a}} | existingSecret: takes the place"
      })
  void wrongValuesAreRefusedByName(String chart, String values, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("values.yaml"), values + "\n");
    assertThatThrownBy(() -> Charts.render(chart, file)).hasMessageContaining(message);
  }

  /**
   * Collects the path of every leaf of the schema, and of every property that says nothing of
   * itself.
   */
  private static void walk(
      JsonNode root, JsonNode schema, String path, Set<String> leaves, Set<String> undescribed) {
    JsonNode resolved = resolve(root, schema);
    if (!path.isEmpty() && !schema.has("description") && !resolved.has("description")) {
      undescribed.add(path);
    }
    if (resolved.has("properties")) {
      for (var property : resolved.get("properties").properties()) {
        walk(
            root,
            property.getValue(),
            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
            leaves,
            undescribed);
      }
    } else {
      leaves.add(path);
    }
    if (resolved.at("/items/properties").isObject()) {
      walk(root, resolved.get("items"), path + "[]", new TreeSet<>(), new TreeSet<>());
    }
  }

  private static void leaves(JsonNode values, JsonNode schema, String path, Set<String> leaves) {
    JsonNode resolved = resolve(schema, at(schema, path));
    if (!resolved.has("properties")) {
      leaves.add(path);
      return;
    }
    for (var value : values.properties()) {
      leaves(
          value.getValue(),
          schema,
          path.isEmpty() ? value.getKey() : path + "." + value.getKey(),
          leaves);
    }
  }

  private static JsonNode at(JsonNode root, String path) {
    JsonNode schema = root;
    for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      schema = resolve(root, schema).path("properties").path(part);
    }
    return schema;
  }

  private static JsonNode resolve(JsonNode root, JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }
}
