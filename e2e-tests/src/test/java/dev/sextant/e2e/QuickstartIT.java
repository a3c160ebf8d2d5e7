package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What `make quickstart` does on a cluster that is up, twice: on one where all of it was done
 * before, it must end the same.
 */
@Order(2)
@ExtendWith(Stage.class)
class QuickstartIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILES = Shell.ROOT.resolve("target/quickstart");

  @Test
  void itEndsWithEveryObjectAndAnAnswerAndCanBeDoneAgain() throws Exception {
    Workspace demo = Workspace.of(Stage.NAMESPACE);
    String first = quickstart();
    String version = demo.deployment("fare").getStatus().version();
    String second = quickstart();

    assertThat(demo.deployment("fare").getStatus().version()).isEqualTo(version);
    for (String shown : List.of(first, second)) {
      assertThat(shown)
          .contains("artifactstore", "dataset", "trainingrun", "modelversion", "modeldeployment")
          .contains("From outside the cluster:", "export KUBECONFIG=", "port-forward", "Next:");
    }
    JsonNode request = JSON.readTree(FILES.resolve("request.json").toFile());
    assertThat(request.get("inputs"))
        .filteredOn(input -> input.get("data").get(0).isNull())
        .as("inputs of which the value is missing")
        .hasSize(1);
    JsonNode answer = JSON.readTree(FILES.resolve("answer.json").toFile());
    assertThat(answer.at("/outputs/0/data/0").asDouble()).isBetween(2.0, 200.0);
  }

  private static String quickstart() {
    return Shell.run(
            "bash",
            "-c",
            "set -euo pipefail; . scripts/steps.sh; . scripts/demo.sh; demo_run; demo_show")
        .expectSuccess();
  }
}
