package dev.sextant.operator.training;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.job.Troubles;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingSaysTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:01Z");
  private static final SnapshotPin PIN = new SnapshotPin("rides-1", "sha256:" + "a".repeat(64));
  private static final Results.Answer RESULT =
      new Results.Answer.Read(Samples.modelResult("c".repeat(64), "in"));

  private final TrainingRun run = Samples.run("ns");
  private final Sayings sayings = new Sayings(run);
  private Optional<StoreFacts> store = store(true, "");
  private Optional<TrainingObserved.DatasetFacts> dataset = dataset(true, "");
  private List<DatasetSnapshot> snapshots = List.of(ready(Samples.snapshot("ns")));
  private List<ModelVersion> versions = List.of();
  private Map<String, Results.Answer> answers = Map.of("job-uid", RESULT);

  @Test
  void saysWhatTheFileSays() {
    waitsForData();
    sayings.in("its Dataset is Ready", decide(List.of()));
    run.setStatus(
        TrainingStatuses.pinned(
            TrainingStatuses.EMPTY, PIN, TrainingJobs.hash(run.getSpec(), PIN)));
    waitsForItsStore();
    cannotBeFollowed();
    sayings.in("everything is there", decide(List.of()));
    Troubles.waits(job()).forEach(this::in);
    in("its job runs", Troubles.runs(job()));
    Troubles.stores(job()).forEach(this::in);
    Troubles.failures(job()).forEach(this::in);
    suspended();
    ends();

    sayings.assertMatches("trainingrun.txt");
  }

  private void waitsForData() {
    List<DatasetSnapshot> there = snapshots;
    dataset = Optional.empty();
    sayings.in("its Dataset does not exist", decide(List.of()));
    dataset = dataset(false, "Job snapshot-rides-1 runs");
    sayings.in("its Dataset is not Ready", decide(List.of()));
    dataset = dataset(true, "");
    snapshots = List.of();
    sayings.in("its Dataset is Ready and the snapshot not seen yet", decide(List.of()));
    TrainingRunSpec good = run.getSpec();
    run.setSpec(with("dataset:\n    name: \"rides\"", "snapshot:\n    name: \"rides-1\""));
    sayings.in("its snapshot does not exist", decide(List.of()));
    snapshots = List.of(Samples.snapshot("ns"));
    sayings.in("its snapshot is not Ready", decide(List.of()));
    run.setSpec(good);
    snapshots = there;
  }

  private void waitsForItsStore() {
    store = Optional.empty();
    sayings.in("its store does not exist", decide(List.of()));
    store = store(false, "spec.bucket: the bucket does not exist; create it");
    sayings.in("its store is not Ready", decide(List.of()));
    store = store(true, "");
    List<DatasetSnapshot> there = snapshots;
    snapshots = List.of();
    sayings.in("its snapshot was deleted", decide(List.of()));
    snapshots = there;
  }

  private void cannotBeFollowed() {
    unfollowable("a heuristic does not compile", "2.5 + 2.2 * distance", "2.5 * distnace");
    unfollowable("its snapshot is in another store", "store: \"default\"", "store: \"other\"");
    unfollowable(
        "a preprocessing step names no input",
        "trainer:\n",
        "preprocess: [{columns: [fare], as: Standardize}]\n  trainer:\n");
    unfollowable(
        "two preprocessing steps name one input",
        "trainer:\n",
        "preprocess: [{columns: [distance], as: Standardize}, {columns: [distance], impute: Mean}]\n  trainer:\n");
  }

  private void unfollowable(String situation, String text, String other) {
    TrainingRunSpec good = run.getSpec();
    TrainingRunStatus before = run.getStatus();
    run.setSpec(with(text, other));
    run.setStatus(
        TrainingStatuses.pinned(
            TrainingStatuses.EMPTY, PIN, TrainingJobs.hash(run.getSpec(), PIN)));
    sayings.in(situation, decide(List.of()));
    run.setSpec(good);
    run.setStatus(before);
  }

  private void suspended() {
    TrainingRunSpec good = run.getSpec();
    run.setSpec(with("suspend: false", "suspend: true"));
    sayings.in("it is suspended", decide(List.of()));
    run.setSpec(good);
  }

  private void ends() {
    JobFacts done = Troubles.succeeded(job());
    answers = Map.of();
    in("its job has succeeded", done);
    answers =
        Map.of(
            "job-uid",
            new Results.Answer.Unreadable(
                "the store at http://store.example:9000 did not give the result: HTTP status 503; it is tried again",
                NOW));
    in("the result cannot be read", done);
    answers =
        Map.of("job-uid", new Results.Answer.Read(Samples.snapshotResult("a".repeat(64), "in")));
    in("the worker is of another version", done);
    answers = Map.of("job-uid", RESULT);
    Plan<TrainingRunStatus> trained = decide(List.of(done));
    sayings.in("it has a model", trained);
    versions =
        List.of(
            VersionResources.version(
                run,
                PIN,
                Optional.of(snapshots.getFirst()),
                Samples.modelResult("c".repeat(64), "in"),
                TrainingJobs.hash(run.getSpec(), PIN)));
    sayings.in("a version with the same inputs exists", decide(List.of()));
    remember(trained);
    sayings.in("it has ended and its job is gone", decide(List.of()));
    run.setStatus(
        TrainingStatuses.pinned(
            TrainingStatuses.EMPTY, PIN, TrainingJobs.hash(run.getSpec(), PIN)));
    versions = List.of();
    remember(decide(List.of(Troubles.failures(job()).get("the container used too much memory"))));
    sayings.in("it has failed and its job is gone", decide(List.of()));
  }

  private String job() {
    return Names.job("train", "fare-1", TrainingJobs.hash(run.getSpec(), PIN), 1);
  }

  private void in(String situation, JobFacts job) {
    sayings.in(situation, decide(List.of(job)));
  }

  private Plan<TrainingRunStatus> decide(List<JobFacts> jobs) {
    return TrainingDecider.decide(
        run,
        new TrainingObserved(store, dataset, snapshots, versions, jobs, answers, Optional.empty()),
        new JobSettings("worker:1", "IfNotPresent", "http://operator:8080"),
        NOW);
  }

  private void remember(Plan<TrainingRunStatus> plan) {
    run.setStatus(
        TrainingStatuses.with(
            plan.next(), 1, Conditions.apply(List.of(), 1, plan.verdict(), plan.domain(), NOW)));
  }

  private static TrainingRunSpec with(String text, String other) {
    String yaml = Serialization.asYaml(Samples.run("ns"));
    if (!yaml.contains(text)) {
      throw new IllegalStateException(text + " is not in\n" + yaml);
    }
    return Yaml.read(yaml.replace(text, other), TrainingRun.class).getSpec();
  }

  private static DatasetSnapshot ready(DatasetSnapshot snapshot) {
    snapshot.setStatus(
        new DatasetSnapshotStatus(
            1L, List.of(new Condition("Ready", ConditionStatus.True, 1L, null, "Fine", "fine"))));
    return snapshot;
  }

  private static Optional<TrainingObserved.DatasetFacts> dataset(boolean ready, String message) {
    return Optional.of(new TrainingObserved.DatasetFacts(ready, message, Optional.of("rides-1")));
  }

  private static Optional<StoreFacts> store(boolean ready, String message) {
    return Optional.of(Samples.store(ready, message));
  }
}
