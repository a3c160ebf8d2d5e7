package dev.sextant.operator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewerVersionTest {
  @Test
  void namesTheFieldThatThisVersionDoesNotKnow() {
    TrainingRun run =
        Yaml.read(
            """
            apiVersion: sextant.dev/v1alpha1
            kind: TrainingRun
            metadata: {name: x}
            spec:
              model: fare
              dataset: {name: rides}
              task: {kind: Quantiles}
              trainer: {linear: {}}
            """,
            TrainingRun.class);

    assertThat(NewerVersion.find("spec", run.getSpec())).contains("spec.task.kind");
  }

  @Test
  void knowsEverythingThatThisVersionWrites() {
    assertThat(NewerVersion.find("spec", Samples.run("ns").getSpec())).isEmpty();
    assertThat(NewerVersion.find("spec", Samples.dataset("ns").getSpec())).isEmpty();
    assertThat(
            NewerVersion.find(
                "status",
                List.of(new Condition("Ready", ConditionStatus.Unknown, 1L, null, "A", "b"))))
        .isEmpty();
  }
}
