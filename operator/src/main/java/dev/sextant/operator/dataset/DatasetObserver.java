package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobObserver;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.shell.Informers;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads from caches what a decision about a Dataset needs. */
final class DatasetObserver {
  private final Results results;
  private final ProgressBoard progress;

  DatasetObserver(Results results, ProgressBoard progress) {
    this.results = results;
    this.progress = progress;
  }

  DatasetObserved observe(Dataset dataset, Context<Dataset> context) {
    List<JobFacts> jobs = JobObserver.all(dataset, context);
    Map<String, Results.Answer> answers = new HashMap<>();
    jobs.forEach(job -> results.find(job.uid()).ifPresent(a -> answers.put(job.uid(), a)));
    List<DatasetSnapshot> snapshots =
        context
            .getSecondaryResourcesAsStream(DatasetSnapshot.class)
            .sorted(Comparator.comparing((DatasetSnapshot s) -> s.getSpec().number()).reversed())
            .toList();
    boolean tooMany = snapshots.size() > dataset.getSpec().history().snapshots();
    return new DatasetObserved(
        context.getSecondaryResource(ArtifactStore.class).map(StoreFacts::of),
        jobs,
        answers,
        snapshots,
        tooMany ? used(dataset, context) : Set.of(),
        progress.find(dataset.getMetadata().getUid()).map(ProgressBoard.Entry::progress));
  }

  /** Snapshots that must stay. Read only when there are too many: it looks at every version. */
  private static Set<String> used(Dataset dataset, Context<Dataset> context) {
    String namespace = dataset.getMetadata().getNamespace();
    Set<String> names = new HashSet<>();
    Informers.all(context, ModelVersion.class, namespace)
        .map(v -> v.getSpec().lineage())
        .flatMap(
            l -> l == null || l.snapshot() == null ? Stream.of() : Stream.of(l.snapshot().name()))
        .forEach(names::add);
    Informers.all(context, TrainingRun.class, namespace)
        .filter(DatasetObserver::isOpen)
        .flatMap(DatasetObserver::named)
        .forEach(names::add);
    return names;
  }

  private static boolean isOpen(TrainingRun run) {
    return Optional.ofNullable(run.getStatus()).map(TrainingRunStatus::terminalHash).isEmpty();
  }

  private static Stream<String> named(TrainingRun run) {
    Stream<String> pinned =
        run.getStatus() == null || run.getStatus().snapshot() == null
            ? Stream.of()
            : Stream.of(run.getStatus().snapshot().name());
    Stream<String> asked =
        run.getSpec().snapshot() == null ? Stream.of() : Stream.of(run.getSpec().snapshot().name());
    return Stream.concat(pinned, asked);
  }
}
