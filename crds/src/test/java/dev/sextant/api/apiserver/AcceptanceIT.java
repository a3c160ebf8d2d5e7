package dev.sextant.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.generation.Definitions;
import dev.sextant.api.generation.GoldenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("apiserver")
@ExtendWith(ApiServer.class)
class AcceptanceIT {
  @Test
  void everyDefinitionIsEstablishedWithoutComplaint(Api api) {
    var definitions = api.client().apiextensions().v1().customResourceDefinitions().list();

    assertThat(definitions.getItems()).hasSize(Definitions.checkedIn().size());
    assertThat(definitions.getItems())
        .allSatisfy(definition ->
            assertThat(definition.getStatus().getConditions())
                .filteredOn(condition -> condition.getStatus().equals("True"))
                .extracting("type")
                .containsExactlyInAnyOrder("NamesAccepted", "Established"));
  }

  @Test
  void everyValidObjectIsAcceptedAndGetsItsDefaults(Api api) throws IOException {
    Map<String, String> stored = new TreeMap<>();
    for (Map.Entry<String, ObjectNode> sample : Samples.all().entrySet()) {
      JsonNode created = api.create(sample.getValue());
      stored.put(
          sample.getKey() + ".yaml", new YAMLMapper().writeValueAsString(created.get("spec")));
      api.delete(sample.getValue());
    }

    GoldenFiles.check(Path.of("src/test/resources/golden/stored"), "", stored);
  }
}
