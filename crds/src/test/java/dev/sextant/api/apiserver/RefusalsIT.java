package dev.sextant.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.generation.Definitions;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("apiserver")
@ExtendWith(ApiServer.class)
class RefusalsIT {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<String, ObjectNode> SAMPLES = Samples.all();

  /** One line of the table. */
  record Case(
      String sample, boolean replace, JsonNode patch, @Nullable String field, String words) {
    @JsonCreator
    Case {}
  }

  @Test
  void everyInvalidObjectIsRefusedWithItsFieldAndWords(Api api) throws IOException {
    assertThat(table()).allSatisfy(line -> assertRefused(api, line));
  }

  @Test
  void everyRuleOfEveryDefinitionIsInTheTable() throws IOException {
    for (String yaml : Definitions.checkedIn().values()) {
      JsonNode definition = YAML.readTree(yaml);
      String kind = definition.at("/spec/names/kind").asText();
      Set<String> messages = new TreeSet<>();
      definition
          .findValues("x-kubernetes-validations")
          .forEach(rules -> rules.forEach(rule -> messages.add(rule.path("message").asText())));

      assertThat(messages)
          .as(kind)
          .allSatisfy(message ->
              assertThat(table())
                  .anyMatch(line ->
                      SAMPLES.get(line.sample()).path("kind").asText().equals(kind)
                          && message.contains(line.words())));
    }
  }

  @Test
  void suspendAndTtlOfATrainingRunMayChange(Api api) throws IOException {
    ObjectNode run = named("trainingrun", "changes");
    api.create(run);

    ObjectNode changed = current(api, run);
    ((ObjectNode) changed.get("spec")).put("suspend", true).put("ttl", "2d");

    assertThat(api.refusalToReplace(changed)).isEmpty();
    api.delete(run);
  }

  private static void assertRefused(Api api, Case line) throws IOException {
    var refusal = line.replace() ? replaceWith(api, line) : createWith(api, line);
    assertThat(refusal)
        .as("%s", line)
        .hasValueSatisfying(found -> {
          assertThat(found.message()).contains(line.words());
          if (line.field() != null) {
            assertThat(found.causes())
                .as("%s", found)
                .anySatisfy(cause -> {
                  assertThat(plain(cause.field())).isEqualTo(line.field());
                  assertThat(cause.message()).contains(line.words());
                });
          }
        });
  }

  private static Optional<Api.Refusal> createWith(Api api, Case line) throws IOException {
    ObjectNode object = SAMPLES.get(line.sample()).deepCopy();
    return api.refusalToCreate(merge(object, line.patch()));
  }

  private static Optional<Api.Refusal> replaceWith(Api api, Case line) throws IOException {
    ObjectNode object = named(line.sample(), "replaced");
    JsonNode created = api.create(object);
    try {
      return api.refusalToReplace(merge((ObjectNode) created, line.patch()));
    } finally {
      api.delete(object);
    }
  }

  private static ObjectNode named(String sample, String name) {
    ObjectNode object = SAMPLES.get(sample).deepCopy();
    ((ObjectNode) object.get("metadata")).put("name", name);
    return object;
  }

  private static ObjectNode current(Api api, ObjectNode object) throws IOException {
    return (ObjectNode) api.read(object);
  }

  /** JSON merge patch: null removes, objects merge, everything else replaces. */
  private static ObjectNode merge(ObjectNode target, JsonNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      JsonNode value = change.getValue();
      if (value.isNull()) {
        target.remove(change.getKey());
      } else if (value.isObject()) {
        merge(target.withObjectProperty(change.getKey()), value);
      } else {
        target.set(change.getKey(), value);
      }
    }
    return target;
  }

  /** The API server writes "<nil>" for the root and nothing for a list entry's key. */
  private static String plain(String field) {
    return field.equals("<nil>") ? "" : field;
  }

  private static List<Case> table() throws IOException {
    return YAML.readerForListOf(Case.class).readValue(new File("src/test/resources/refusals.yaml"));
  }
}
