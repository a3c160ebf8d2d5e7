package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.sim.SimJob;
import dev.sextant.operator.sim.SimWorld;
import dev.sextant.operator.sim.Timeline;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** A world with one Dataset, its source and its snapshots. */
final class DatasetWorld extends SimWorld<Dataset, DatasetSpec, DatasetStatus, DatasetObserved> {
  /** How many snapshots are kept. */
  static final int HISTORY = 2;

  private static final Map<String, DatasetSpec> SPECS = new ConcurrentHashMap<>();

  /** What caches show of the objects around the Dataset. */
  private record Around(
      Optional<StoreFacts> store, List<DatasetSnapshot> snapshots, Set<String> used) {}

  final Map<String, DatasetSnapshot> snapshots = new TreeMap<>();
  final Set<String> used = new HashSet<>();
  final DatasetLaws laws = new DatasetLaws(this);
  private final Map<String, JobResult> results = new HashMap<>();
  int source;
  int content;
  int token;
  String schedule = "";
  boolean suspended;
  private final Timeline<Around> around = new Timeline<>(LATE + 1);
  private Timeline<Around>.Reader cache;

  DatasetWorld(RandomGenerator random) {
    super(random, DatasetReconciler.SHAPE);
    around.note(0, look());
    cache = around.reader();
  }

  @Override
  protected String name() {
    return "rides";
  }

  @Override
  protected DatasetSpec spec() {
    String refresh =
        (token == 0 ? "" : "token: \"" + token + "\"")
            + (token > 0 && !schedule.isEmpty() ? ", " : "")
            + (schedule.isEmpty() ? "" : "schedule: \"" + schedule + "\"");
    return SPECS.computeIfAbsent(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: Dataset
        spec:
          source: {files: {uris: ["s3://lake/rides-%d/*.csv"], format: CSV}}
          columns:
          - {name: ride_id, type: String, role: RowId}
          - {name: fare, type: Double, role: Label}
          split: {hash: {by: RowId, train: 70, validation: 10, calibration: 10, test: 10}}
          history: {snapshots: %d}
          suspend: %s
          refresh: {%s}
        """
            .formatted(source, HISTORY, suspended, refresh),
        yaml -> Yaml.read(yaml, Dataset.class).getSpec());
  }

  @Override
  protected Termination done(SimJob job) {
    // The digest covers the rows alone.
    String rows = "rows %d of %s".formatted(content, laws.input(job));
    String digest = Json.sha256(rows.getBytes(StandardCharsets.UTF_8));
    results.put(job.uid, Samples.snapshotResult(digest, laws.input(job)));
    return new Termination(
        1,
        Termination.Outcome.Succeeded,
        "Succeeded",
        "",
        null,
        "http://store:9000/b/" + job.name(),
        "x");
  }

  @Override
  protected Optional<JobResult> result(String job) {
    return Optional.ofNullable(results.get(job));
  }

  @Override
  protected DatasetObserved observe(Dataset primary, List<JobFacts> jobs) {
    Around seen = cache.read(random, LATE);
    return new DatasetObserved(
        seen.store(), jobs, answers.known(), seen.snapshots(), seen.used(), Optional.empty());
  }

  @Override
  protected void perform(Step step, Dataset by) {
    switch (step) {
      case Step.Register(DatasetSnapshot snapshot, var siblings, var ignored) -> register(snapshot);
      case Step.Delete(Step.Target target, var ignored)
          when target.type() == DatasetSnapshot.class -> {
        if (snapshots.containsKey(target.name())) {
          laws.pruning(target.name());
          snapshots.remove(target.name());
        }
      }
      default -> throw new IllegalStateException("no step of this room: " + step);
    }
  }

  private void register(DatasetSnapshot snapshot) {
    String name = snapshot.getMetadata().getName();
    if (snapshots.containsKey(name)) {
      return;
    }
    int number =
        snapshots.values().stream().mapToInt(s -> s.getSpec().number()).max().orElse(0) + 1;
    DatasetSnapshot numbered = DatasetCopies.numbered(snapshot, number);
    numbered.getMetadata().setCreationTimestamp(now.toString());
    laws.registering(numbered);
    snapshots.put(name, numbered);
  }

  @Override
  protected boolean exists(Step.Result result) {
    return false;
  }

  private Around look() {
    return new Around(
        store(),
        snapshots.values().stream()
            .sorted(Comparator.comparing((DatasetSnapshot s) -> s.getSpec().number()).reversed())
            .toList(),
        Set.copyOf(used));
  }

  @Override
  protected void listMore() {
    cache = around.reader();
  }

  @Override
  protected void noteMore() {
    around.note(tick, look());
    laws.look();
  }

  @Override
  protected void creating(Job job, Dataset by) {
    laws.creating(job, by);
  }

  @Override
  protected void deleting(SimJob job, Dataset by) {
    laws.deleting(job, by);
  }

  @Override
  protected void saying(Dataset by, DatasetStatus before, DatasetStatus next) {
    laws.saying(by, before, next);
  }
}
