package dev.sextant.operator.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.model.ModelVersionStatus;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.RouteStatus;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;
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

  /** NewerVersionIT of the training room shows that they are left as they are. */
  @Test
  void onlyTheStatusOfATrainingRunHasEnums() {
    assertThat(
            Stream.of(
                    ArtifactStoreStatus.class,
                    DatasetStatus.class,
                    DatasetSnapshotStatus.class,
                    TrainingRunStatus.class,
                    ModelVersionStatus.class,
                    ModelDeploymentStatus.class,
                    RouteStatus.class)
                .filter(NewerVersionTest::hasEnums))
        .containsExactly(TrainingRunStatus.class);
  }

  private static boolean hasEnums(Type type) {
    return switch (type) {
      case ParameterizedType generic ->
          Stream.of(generic.getActualTypeArguments()).anyMatch(NewerVersionTest::hasEnums);
      case Class<?> plain when plain.isRecord() ->
          Stream.of(plain.getRecordComponents())
              .map(RecordComponent::getGenericType)
              .anyMatch(NewerVersionTest::hasEnums);
      case Class<?> plain -> plain.isEnum() && plain != ConditionStatus.class;
      default -> throw new IllegalStateException("no field of a status has the type " + type);
    };
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
