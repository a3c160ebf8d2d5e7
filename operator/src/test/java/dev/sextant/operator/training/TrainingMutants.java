package dev.sextant.operator.training;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.api.training.TrainingRunStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes one thing of what a decision sees. */
final class TrainingMutants {
  private TrainingMutants() {}

  static TrainingRunStatus latch(TrainingRunStatus s, @Nullable String hash) {
    return new TrainingRunStatus(
        s.observedGeneration(),
        s.conditions(),
        s.phase(),
        s.snapshot(),
        s.inputHash(),
        s.job(),
        s.progress(),
        s.modelVersion(),
        s.startTime(),
        s.completionTime(),
        hash,
        s.failures(),
        s.failure(),
        s.metrics(),
        s.baselines());
  }

  static TrainingRunStatus pin(TrainingRunStatus s, @Nullable SnapshotPin pin) {
    return new TrainingRunStatus(
        s.observedGeneration(),
        s.conditions(),
        s.phase(),
        pin,
        s.inputHash(),
        s.job(),
        s.progress(),
        s.modelVersion(),
        s.startTime(),
        s.completionTime(),
        s.terminalHash(),
        s.failures(),
        s.failure(),
        s.metrics(),
        s.baselines());
  }

  static TrainingObserved versions(TrainingObserved seen, List<ModelVersion> versions) {
    return new TrainingObserved(
        seen.store(),
        seen.dataset(),
        seen.snapshots(),
        versions,
        seen.jobs(),
        seen.answers(),
        seen.progress());
  }

  static TrainingRun resumed(TrainingRun run) {
    TrainingRunSpec s = run.getSpec();
    TrainingRun copy = new TrainingRun();
    copy.setMetadata(run.getMetadata());
    copy.setStatus(run.getStatus());
    copy.setSpec(
        new TrainingRunSpec(
            s.model(),
            s.store(),
            s.dataset(),
            s.snapshot(),
            s.task(),
            s.preprocess(),
            s.trainer(),
            s.seed(),
            s.threads(),
            s.baselines(),
            s.metrics(),
            s.resources(),
            s.limits(),
            false,
            s.ttl()));
    return copy;
  }
}
