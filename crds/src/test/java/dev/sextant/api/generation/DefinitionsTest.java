package dev.sextant.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  @Test
  void everyFieldIsDescribedInWholeSentences() {
    for (JsonNode definition : definitions()) {
      assertThat(fields(definition)).hasSizeGreaterThan(10);
      assertThat(pathsOf(definition, DefinitionsTest::lacksSentence)).isEmpty();
    }
  }

  @Test
  void everyListAndTextIsBounded() {
    for (JsonNode definition : definitions()) {
      assertThat(pathsOf(definition, DefinitionsTest::lacksBound)).isEmpty();
    }
  }

  /** A whole number that Java's int cannot hold would stop the informer that reads it. */
  @Test
  void everyWholeNumberThatIsNoLongIsBounded() {
    for (Class<? extends HasMetadata> kind : Kinds.ALL) {
      JsonNode schema = schema(definition(kind));
      for (String part : List.of("spec", "status")) {
        Class<?> type = Members.of(kind, part);
        assertThat(Members.unboundedIntegers(type, schema.path("properties").path(part), part))
            .as(kind.getSimpleName())
            .isEmpty();
      }
    }
  }

  @Test
  void everyDefinitionIsSmallEnoughForClientSideApply() {
    assertThat(Definitions.checkedIn().values())
        .allSatisfy(yaml -> assertThat(yaml.length()).isLessThan(200_000));
  }

  @Test
  void everyConditionListIsAMapByType() {
    for (JsonNode definition : definitions()) {
      JsonNode conditions = schema(definition).at("/properties/status/properties/conditions");

      assertThat(conditions.path("x-kubernetes-list-type").asText()).isEqualTo("map");
      assertThat(conditions.at("/x-kubernetes-list-map-keys/0").asText()).isEqualTo("type");
    }
  }

  @Test
  void everyKindHasStatusCategoryAndShortName() {
    for (JsonNode definition : definitions()) {
      assertThat(definition.at("/spec/names/categories/0").asText()).isEqualTo("ml");
      assertThat(definition.at("/spec/names/shortNames")).hasSize(1);
      assertThat(definition.at("/spec/versions/0/subresources").has("status")).isTrue();
    }
  }

  @Test
  void aModelDeploymentScalesByItsReplicas() {
    JsonNode scale =
        definitions().stream()
            .filter(it -> it.at("/spec/names/kind").asText().equals("ModelDeployment"))
            .findFirst()
            .orElseThrow()
            .at("/spec/versions/0/subresources/scale");

    assertThat(scale.path("specReplicasPath").asText()).isEqualTo(".spec.scaling.replicas");
    assertThat(scale.path("statusReplicasPath").asText()).isEqualTo(".status.replicas");
    assertThat(scale.path("labelSelectorPath").asText()).isEqualTo(".status.selector");
  }

  record Field(String path, JsonNode schema) {}

  private static boolean lacksSentence(JsonNode field) {
    String description = field.path("description").asText();
    return description.length() < 8 || !description.endsWith(".");
  }

  private static boolean lacksBound(JsonNode field) {
    String type = field.path("type").asText();
    return (type.equals("array") && !field.has("maxItems"))
        || (type.equals("string") && !field.has("maxLength"));
  }

  private static List<String> pathsOf(JsonNode definition, Predicate<JsonNode> wrong) {
    return fields(definition).stream()
        .filter(field -> wrong.test(field.schema()))
        .map(Field::path)
        .toList();
  }

  private static JsonNode definition(Class<? extends HasMetadata> kind) {
    return definitions().get(Kinds.ALL.indexOf(kind));
  }

  private static List<JsonNode> definitions() {
    List<JsonNode> definitions = new ArrayList<>();
    for (Class<? extends HasMetadata> kind : Kinds.ALL) {
      definitions.add(Definitions.of(kind));
    }
    return definitions;
  }

  private static JsonNode schema(JsonNode definition) {
    return definition.at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static List<Field> fields(JsonNode definition) {
    List<Field> fields = new ArrayList<>();
    collect(definition.at("/spec/names/kind").asText(), schema(definition), fields);
    return fields;
  }

  private static void collect(String path, JsonNode schema, List<Field> fields) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String at = path + "." + property.getKey();
      fields.add(new Field(at, property.getValue()));
      collect(at, property.getValue(), fields);
    }
    if (schema.has("items")) {
      collect(path + "[]", schema.get("items"), fields);
    }
  }
}
