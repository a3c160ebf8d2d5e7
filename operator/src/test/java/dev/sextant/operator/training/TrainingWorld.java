package dev.sextant.operator.training;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotSpec;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.sim.SimJob;
import dev.sextant.operator.sim.SimWorld;
import dev.sextant.operator.sim.Timeline;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A world with one TrainingRun, its Dataset and the versions that come of it. */
final class TrainingWorld
    extends SimWorld<TrainingRun, TrainingRunSpec, TrainingRunStatus, TrainingObserved> {
  /** How many ticks the caches of what is not ours may be late. */
  static final int VERY_LATE = 12;

  private static final TrainingRunSpec BASE = Samples.run("ns").getSpec();

  /** What caches show of the objects around the run. */
  private record Around(
      Optional<StoreFacts> store,
      boolean datasetReady,
      List<DatasetSnapshot> snapshots,
      List<ModelVersion> versions) {}

  final List<DatasetSnapshot> snapshots = new ArrayList<>();
  final Map<String, ModelVersion> versions = new TreeMap<>();
  final TrainingLaws laws = new TrainingLaws(this);
  boolean datasetReady = true;
  boolean suspended;
  private int made;
  private final Timeline<Around> around = new Timeline<>(VERY_LATE + 1);
  private Timeline<Around>.Reader cache;

  TrainingWorld(RandomGenerator random) {
    super(random, TrainingReconciler.SHAPE);
    addSnapshot();
    around.note(0, look());
    cache = around.reader();
  }

  @Override
  protected String name() {
    return "fare-1";
  }

  @Override
  protected TrainingRunSpec spec() {
    return suspended(BASE, suspended);
  }

  static TrainingRunSpec suspended(TrainingRunSpec s, boolean suspended) {
    return new TrainingRunSpec(
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
        suspended,
        s.ttl());
  }

  void addSnapshot() {
    DatasetSnapshot snapshot = Samples.snapshot("ns");
    int number = ++made;
    snapshot.getMetadata().setName("rides-" + number);
    DatasetSnapshotSpec s = snapshot.getSpec();
    snapshot.setSpec(
        new DatasetSnapshotSpec(
            s.dataset(),
            "sha256:%064d".formatted(number),
            s.inputHash(),
            s.store(),
            s.manifest(),
            number,
            s.rows(),
            s.columns(),
            s.features(),
            s.timeFrom(),
            s.timeUntil(),
            s.checks()));
    Condition ready =
        new Condition(ConditionTypes.READY, ConditionStatus.True, 1L, null, "Available", "");
    snapshot.setStatus(new DatasetSnapshotStatus(1L, List.of(ready)));
    snapshots.add(snapshot);
  }

  boolean hasPinned() {
    return status()
        .filter(s -> s.snapshot() != null)
        .filter(s ->
            snapshots.stream().anyMatch(o -> o.getMetadata().getName().equals(s.snapshot().name())))
        .isPresent();
  }

  @Override
  protected Termination done(SimJob job) {
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
    // A result is in the store for ever; what it says follows from the inputs.
    return status()
        .filter(s -> s.inputHash() != null)
        .map(s -> Samples.modelResult(s.inputHash(), s.inputHash()));
  }

  @Override
  protected TrainingObserved observe(TrainingRun primary, List<JobFacts> jobs) {
    Around seen = cache.read(random, VERY_LATE);
    return new TrainingObserved(
        seen.store(),
        Optional.of(
            new TrainingObserved.DatasetFacts(
                seen.datasetReady() && !seen.snapshots().isEmpty(),
                "it is read",
                seen.snapshots().isEmpty()
                    ? Optional.empty()
                    : Optional.of(seen.snapshots().getLast().getMetadata().getName()))),
        seen.snapshots(),
        seen.versions(),
        jobs,
        answers.known(),
        Optional.empty());
  }

  @Override
  protected void perform(Step step, TrainingRun by) {
    if (step instanceof Step.Register(ModelVersion version, var siblings, var ignored)) {
      versions.putIfAbsent(version.getMetadata().getName(), version);
      return;
    }
    throw new IllegalStateException("no step of this room: " + step);
  }

  @Override
  protected boolean exists(Step.Result result) {
    return versions.values().stream()
        .anyMatch(
            v -> v.getMetadata().getLabels().entrySet().containsAll(result.labels().entrySet()));
  }

  /** Whether a version came of that work. */
  boolean isMade(String work) {
    return versions.values().stream()
        .anyMatch(v -> work.equals(v.getMetadata().getLabels().get(Labels.INPUT_HASH)));
  }

  private Around look() {
    return new Around(
        store(), datasetReady, List.copyOf(snapshots), List.copyOf(versions.values()));
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
  protected void creating(Job job, TrainingRun by) {
    laws.creating(job, by);
  }

  @Override
  protected void deleting(SimJob job, TrainingRun by) {
    laws.deleting(job);
  }

  @Override
  protected void saying(TrainingRun by, TrainingRunStatus before, TrainingRunStatus next) {
    laws.saying(by, before, next);
  }
}
