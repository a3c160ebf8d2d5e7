package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Condition;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uninstalling keeps what people own, and installing again works for nothing twice. */
@Order(7)
@ExtendWith(Stage.class)
class ReinstallIT {
  private final Workspace demo = Workspace.of("demo");

  @Test
  void anUninstallKeepsTheModelsServingAndAReinstallDoesNotRetrain() throws Exception {
    String version = demo.run("fare-1").getStatus().modelVersion();
    Shell.run("helm", "uninstall", "sextant", "-n", Workspace.SYSTEM, "--wait").expectSuccess();
    try (Inference fare = new Inference(demo, "fare")) {
      assertThat(Inference.prediction(fare.infer(Inference.ride(2.0)))).isFinite();
    }
    demo.kubectl("delete", "trainingrun", "fare-1");

    Workspace.prepare("demo");
    demo.apply(demo.sample("rides/training-run.yaml"));

    TrainingRun run = demo.ready(TrainingRun.class, "fare-1", TrainingRunStatus::conditions);
    assertThat(run.getStatus().modelVersion()).isEqualTo(version);
    assertThat(run.getStatus().conditions())
        .filteredOn(c -> c.type().equals("Ready"))
        .extracting(Condition::reason)
        .isEqualTo(List.of("Reused"));
  }
}
