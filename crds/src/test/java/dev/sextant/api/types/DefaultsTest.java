package dev.sextant.api.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.apiserver.Samples;
import dev.sextant.api.generation.Kinds;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  /** The golden specs are what a real API server stored for the samples. */
  @Test
  void theTypesFillInWhatTheApiServerFillsIn() throws IOException {
    for (Map.Entry<String, ObjectNode> sample : Samples.all().entrySet()) {
      File golden = new File("src/test/resources/golden/stored/" + sample.getKey() + ".yaml");
      JsonNode stored = new YAMLMapper().readTree(golden);
      ObjectNode asStored = sample.getValue().deepCopy();
      asStored.set("spec", stored);

      assertThat(spec(sample.getValue())).as(sample.getKey()).isEqualTo(spec(asStored));
    }
  }

  private static Object spec(ObjectNode object) {
    Class<? extends HasMetadata> type = Kinds.named(object.path("kind").asText());
    HasMetadata resource = SERIALIZATION.unmarshal(object.toString(), type);
    return ((CustomResource<?, ?>) resource).getSpec();
  }
}
