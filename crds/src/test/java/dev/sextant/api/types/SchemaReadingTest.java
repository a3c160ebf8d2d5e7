package dev.sextant.api.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.api.generation.Definitions;
import dev.sextant.api.generation.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SchemaReadingTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Map<Class<? extends HasMetadata>, JsonNode> SCHEMAS =
      Kinds.ALL.stream()
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  kind -> Definitions.of(kind).at("/spec/versions/0/schema/openAPIV3Schema")));

  /** An object that the API server takes and we cannot read would stop an informer for good. */
  @Property(tries = 200)
  void whatASchemaAdmitsIsReadAndWrittenAgain(@ForAll long seed) {
    SchemaValues values = new SchemaValues(new SplittableRandom(seed));
    SCHEMAS.forEach((kind, schema) -> {
      ObjectNode object = (ObjectNode) values.of(schema);
      object.putObject("metadata").put("name", "any");

      HasMetadata read = SERIALIZATION.unmarshal(object.toString(), kind);
      HasMetadata again = SERIALIZATION.unmarshal(SERIALIZATION.asJson(read), kind);

      assertThat(SERIALIZATION.asJson(again)).isEqualTo(SERIALIZATION.asJson(read));
    });
  }
}
