package dev.sextant.worker.train;

import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.worker.shell.Job;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.train.evaluate.Baselines;
import dev.sextant.worker.train.table.SnapshotDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains, measures, proves and publishes one model, or finds the one that the input gave before.
 */
public final class TrainingJob implements Job<TrainJob> {
  private static final long SMALLEST_DATABASE = 128L << 20;

  @Override
  public JobOutcome run(TrainJob spec, WorkerContext context) throws Exception {
    context.phase("Fetch", 0);
    var past = new PastResults(context.artifacts());
    Optional<JobResult.Model> found = past.find(spec.inputHash());
    if (found.isPresent()) {
      return new JobOutcome.Succeeded(
          "the same input was trained before: " + sentence(found.get()),
          found.get().digest(),
          found.get());
    }
    SnapshotManifest snapshot = Parts.manifest(spec, context);
    var columns = ModelColumns.of(snapshot);
    var baselines = new Baselines(orEmpty(spec.baselines()), columns.all());
    Map<SplitName, List<Path>> files = Parts.fetch(snapshot, context);
    try (var database =
        SnapshotDatabase.open(
            files,
            columns.label().name(),
            columns.label().type(),
            context,
            Math.max(SMALLEST_DATABASE, spec.memoryBytes() / 6))) {
      JobResult.Model result =
          new Training(spec, context, snapshot, columns, baselines, database, files.keySet()).run();
      past.keep(result);
      return new JobOutcome.Succeeded(sentence(result), result.digest(), result);
    }
  }

  private static String sentence(JobResult.Model result) {
    String metrics =
        Optional.ofNullable(result.metrics()).stream()
            .flatMap(List::stream)
            .findFirst()
            .map(metric -> String.format(Locale.ROOT, ", %s %.4g", metric.name(), metric.value()))
            .orElse("");
    return "%d train rows, %d test rows%s"
        .formatted(
            result.rows().getOrDefault(SplitName.train, 0L),
            result.rows().getOrDefault(SplitName.test, 0L),
            metrics);
  }

  // An empty list is not written to JSON and comes back as null.
  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
