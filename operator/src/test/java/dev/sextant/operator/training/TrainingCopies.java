package dev.sextant.operator.training;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingFailure;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.results.Results;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies of what a decision is made from, with one thing changed. */
final class TrainingCopies {
  private TrainingCopies() {}

  static TrainingRun run(TrainingRun run, UnaryOperator<TrainingRunStatus> change) {
    TrainingRun copy = new TrainingRun();
    copy.setMetadata(run.getMetadata());
    copy.setSpec(run.getSpec());
    copy.setStatus(change.apply(TrainingReconciler.SHAPE.of(run)));
    return copy;
  }

  static TrainingRun resumed(TrainingRun run) {
    TrainingRun copy = run(run, s -> s);
    copy.setSpec(TrainingWorld.suspended(run.getSpec(), false));
    return copy;
  }

  static TrainingRunStatus ended(TrainingRunStatus s, @Nullable String hash) {
    return status(s, s.snapshot(), hash, s.failure());
  }

  static TrainingRunStatus pin(TrainingRunStatus s, @Nullable SnapshotPin pin) {
    return status(s, pin, s.terminalHash(), s.failure());
  }

  static TrainingRunStatus withoutFailure(TrainingRunStatus s) {
    return status(s, s.snapshot(), s.terminalHash(), null);
  }

  private static TrainingRunStatus status(
      TrainingRunStatus s,
      @Nullable SnapshotPin pin,
      @Nullable String terminal,
      @Nullable TrainingFailure failure) {
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
        terminal,
        s.failures(),
        failure,
        s.metrics(),
        s.baselines());
  }

  static TrainingObserved versions(TrainingObserved s, List<ModelVersion> versions) {
    return new TrainingObserved(
        s.store(), s.dataset(), s.snapshots(), versions, s.jobs(), s.answers(), s.progress());
  }

  static TrainingObserved jobs(TrainingObserved s, List<JobFacts> jobs) {
    return new TrainingObserved(
        s.store(), s.dataset(), s.snapshots(), s.versions(), jobs, s.answers(), s.progress());
  }

  static TrainingObserved answers(TrainingObserved s, UnaryOperator<Results.Answer> change) {
    return new TrainingObserved(
        s.store(),
        s.dataset(),
        s.snapshots(),
        s.versions(),
        s.jobs(),
        s.answers().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey(), e -> change.apply(e.getValue()))),
        s.progress());
  }
}
