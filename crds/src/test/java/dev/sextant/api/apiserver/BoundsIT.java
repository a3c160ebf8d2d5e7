package dev.sextant.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.apiserver.Violations.Violation;
import dev.sextant.api.generation.Definitions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("apiserver")
@ExtendWith(ApiServer.class)
class BoundsIT {
  @Test
  void everyBoundOfEverySpecIsHeldAndNamesItsField(Api api) throws IOException {
    for (Map.Entry<String, ObjectNode> schema : schemas().entrySet()) {
      Map<String, Violation> violations = new LinkedHashMap<>();
      Samples.all().values().stream()
          .filter(sample -> sample.path("kind").asText().equals(schema.getKey()))
          .flatMap(sample -> Violations.of(schema.getValue(), sample).stream())
          .forEach(violation -> violations.putIfAbsent(violation.constraint(), violation));

      assertThat(violations.keySet()).as(schema.getKey()).containsAll(bounds(schema.getValue()));
      assertThat(violations.values())
          .as(schema.getKey())
          .allSatisfy(violation -> assertRefused(api, violation));
    }
  }

  private static void assertRefused(Api api, Violation violation) {
    assertThat(api.refusalToCreate(violation.broken()))
        .as("%s", violation.constraint())
        .hasValueSatisfying(refusal -> {
          assertThat(refusal.code()).isEqualTo(422);
          assertThat(refusal.causes())
              .as("%s", refusal)
              .anySatisfy(cause -> {
                assertThat(cause.field()).isEqualTo(violation.field());
                assertThat(cause.message()).contains(violation.words());
              });
        });
  }

  /** The minimum and maximum bounds of the schema, each of which some sample must reach. */
  private static List<String> bounds(ObjectNode schema) {
    return BoundPlaces.of((ObjectNode) schema.at("/properties/spec"));
  }

  private static Map<String, ObjectNode> schemas() throws IOException {
    Map<String, ObjectNode> schemas = new LinkedHashMap<>();
    for (String yaml : Definitions.checkedIn().values()) {
      JsonNode definition = new YAMLMapper().readTree(yaml);
      schemas.put(
          definition.at("/spec/names/kind").asText(),
          (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema"));
    }
    return schemas;
  }
}
