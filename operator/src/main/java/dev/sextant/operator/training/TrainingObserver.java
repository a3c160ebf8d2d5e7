package dev.sextant.operator.training;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobObserver;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.shell.Informers;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from caches what a decision about a TrainingRun needs. */
final class TrainingObserver {
  private final Results results;
  private final ProgressBoard progress;

  TrainingObserver(Results results, ProgressBoard progress) {
    this.results = results;
    this.progress = progress;
  }

  TrainingObserved observe(TrainingRun run, Context<TrainingRun> context) {
    List<JobFacts> jobs = JobObserver.all(run, context);
    Map<String, Results.Answer> answers = new HashMap<>();
    jobs.forEach(job -> results.find(job.uid()).ifPresent(a -> answers.put(job.uid(), a)));
    return new TrainingObserved(
        context.getSecondaryResource(ArtifactStore.class).map(StoreFacts::of),
        context.getSecondaryResource(Dataset.class).map(TrainingObserver::facts),
        ended(run) ? List.of() : snapshots(run, context),
        ended(run) ? List.of() : versions(run, context),
        jobs,
        answers,
        progress.find(run.getMetadata().getUid()));
  }

  /**
   * Of a run that has ended only the Jobs are of interest. Looking for the rest among all objects
   * of the namespace would make a start cost the square of its history.
   */
  private static boolean ended(TrainingRun run) {
    return run.getStatus() != null && run.getStatus().terminalHash() != null;
  }

  private static List<DatasetSnapshot> snapshots(TrainingRun run, Context<TrainingRun> context) {
    Set<String> keys = Set.copyOf(keys(run));
    return Informers.all(context, DatasetSnapshot.class, run.getMetadata().getNamespace())
        .filter(s -> keys(s).stream().anyMatch(keys::contains))
        .toList();
  }

  private static List<ModelVersion> versions(TrainingRun run, Context<TrainingRun> context) {
    return Informers.all(context, ModelVersion.class, run.getMetadata().getNamespace())
        .filter(v -> run.getSpec().model().equals(v.getSpec().model()))
        .toList();
  }

  /** What a run depends on: a dataset, a snapshot. */
  static List<String> keys(TrainingRun run) {
    return Stream.of(
            Optional.ofNullable(run.getSpec().dataset()).map(d -> "dataset/" + d.name()),
            Optional.ofNullable(run.getSpec().snapshot()).map(s -> "snapshot/" + s.name()),
            Optional.ofNullable(run.getStatus())
                .flatMap(s -> Optional.ofNullable(s.snapshot()))
                .map(s -> "snapshot/" + s.name()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** The same for a snapshot. */
  static List<String> keys(DatasetSnapshot snapshot) {
    return List.of(
        "dataset/" + snapshot.getSpec().dataset().name(),
        "snapshot/" + snapshot.getMetadata().getName());
  }

  private static TrainingObserved.DatasetFacts facts(Dataset dataset) {
    Optional<DatasetStatus> status = Optional.ofNullable(dataset.getStatus());
    var conditions = status.map(DatasetStatus::conditions).orElse(List.of());
    boolean current =
        status
            .map(DatasetStatus::observedGeneration)
            .filter(g -> g.equals(dataset.getMetadata().getGeneration()))
            .isPresent();
    return new TrainingObserved.DatasetFacts(
        current && Conditions.isReady(conditions),
        Conditions.readyMessage(conditions),
        status.flatMap(s -> Optional.ofNullable(s.snapshot())).map(s -> s.name()));
  }
}
