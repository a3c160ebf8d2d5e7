package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Versions change while callers call, and no caller notices; the samples must be served already.
 */
@Order(2)
@ExtendWith(Stage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutIT {
  private static final int PER_SECOND = 50;
  private static final int SECONDS = 60;

  private final Workspace demo = Workspace.of("demo");

  @Test
  @Order(1)
  void aNewVersionTakesOverUnderLoadWhileTheOperatorIsKilled() {
    String first = demo.deployment("fare").getStatus().version();
    try (Load load = new Load(demo, "fare", PER_SECOND * SECONDS).warmUp(600).start(PER_SECOND);
        var killer = OperatorKiller.during("rollout", 3)) {
      demo.apply(
          demo.sample("rides/training-run.yaml")
              .replace("name: fare-1", "name: fare-2")
              .replace("max_depth: \"6\"", "max_depth: \"4\""));
      TrainingRun run = demo.ready(TrainingRun.class, "fare-2", TrainingRunStatus::conditions);
      String second = run.getStatus().modelVersion();
      demo.until(
          ModelDeployment.class,
          "fare",
          Duration.ofMinutes(5),
          d ->
              second.equals(d.getStatus().version())
                  && demo.is(d, ModelDeploymentStatus::conditions, "Ready"));
      await().atMost(Duration.ofMinutes(3)).until(load::done);
      await().atMost(Duration.ofSeconds(60)).until(() -> load.answered() == PER_SECOND * SECONDS);

      assertThat(load.failures()).as("requests that failed").isEmpty();
      assertThat(load.versions()).containsKey(first);
      assertThat(second).isNotEqualTo(first);
      assertThat(killer.kills()).isNotEmpty();
    }
  }

  @Test
  @Order(2)
  void zeroReplicasIsHealthyAndOneBringsItBack() throws Exception {
    demo.kubectl("scale", "modeldeployment/tips", "--replicas=0");
    demo.until(
        ModelDeployment.class,
        "tips",
        Duration.ofMinutes(3),
        d ->
            demo.is(d, ModelDeploymentStatus::conditions, "Ready")
                && d.getStatus().conditions().stream()
                    .anyMatch(c -> c.type().equals("Ready") && c.reason().equals("Idle")));
    try (Inference tips = new Inference(demo, "tips")) {
      var response = tips.send("{\"inputs\":[]}");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("scaled to zero");
    }
    demo.kubectl("scale", "modeldeployment/tips", "--replicas=1");
    demo.until(
        ModelDeployment.class,
        "tips",
        Duration.ofMinutes(3),
        d ->
            demo.is(d, ModelDeploymentStatus::conditions, "Ready")
                && d.getStatus().conditions().stream()
                    .anyMatch(c -> c.type().equals("Ready") && c.reason().equals("Serving")));
  }
}
