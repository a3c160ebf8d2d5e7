package dev.sextant.operator.training;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A world with one TrainingRun: what is true, what the operator's caches show of it (late, but each
 * kind in order), and a worker that trains or finds its work done. Every step may be the last
 * before a crash.
 */
final class TrainingWorld {
  /** Decides; the real one, or one with a fault. */
  interface Brain {
    Plan<TrainingRunStatus> decide(
        TrainingRun run, TrainingObserved seen, JobSettings settings, Instant now);
  }

  /** Something that happens. */
  enum Event {
    Reconcile,
    JobRuns,
    JobSucceeds,
    JobFails,
    AttemptFails,
    JobIsDeleted,
    ResultArrives,
    ResultIsUnreadable,
    NewSnapshot,
    StoreFlips,
    SuspendFlips,
    OperatorRestarts,
    TimePasses
  }

  private static final JobSettings SETTINGS = new JobSettings("worker:1", "Always", "http://o");

  private final RandomGenerator random;
  private final Brain brain;
  private final TrainingRun run = Samples.run("ns");
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final List<DatasetSnapshot> snapshots = new ArrayList<>();
  private final List<ModelVersion> versions = new ArrayList<>();
  private final List<JobFacts> jobs = new ArrayList<>();
  private final Map<String, Results.Answer> answers = new HashMap<>();
  private boolean storeReady = true;

  private List<ModelVersion> seenVersions = List.of();
  private List<JobFacts> seenJobs = List.of();
  private int uids;

  /** Input hashes of which the worker has trained a model, once for each training. */
  final List<String> trained = new ArrayList<>();

  /** What is wrong, if anything. */
  @Nullable String broken;

  TrainingWorld(RandomGenerator random, Brain brain) {
    this.random = random;
    this.brain = brain;
    addSnapshot();
  }

  String state() {
    TrainingRunStatus status = run.getStatus();
    String phase = status == null || status.phase() == null ? "New" : status.phase();
    return phase + (jobs.isEmpty() ? "" : "+" + jobs.getFirst().phase());
  }

  TrainingRunStatus status() {
    return TrainingReconciler.SHAPE.of(run);
  }

  void happen(Event event) {
    switch (event) {
      case Reconcile -> reconcile();
      case JobRuns -> onJob(JobFacts.Phase.Waiting, j -> with(j, JobFacts.Phase.Running));
      case AttemptFails -> onJob(JobFacts.Phase.Running, this::failedOnce);
      case JobSucceeds -> onJob(JobFacts.Phase.Running, this::succeed);
      case JobFails -> onJob(JobFacts.Phase.Running, this::fail);
      case JobIsDeleted -> {
        if (random.nextInt(4) == 0) {
          jobs.clear();
        }
      }
      case ResultArrives -> answerPending(true);
      case ResultIsUnreadable -> answerPending(false);
      case NewSnapshot -> addSnapshot();
      case StoreFlips -> storeReady = !storeReady;
      case SuspendFlips -> flipSuspend();
      case OperatorRestarts -> restart();
      case TimePasses -> now = now.plus(Duration.ofSeconds(random.nextLong(400)));
    }
    refreshCaches();
  }

  /** From now on everything goes well; the run must come to an end. */
  void settle() {
    storeReady = true;
    if (run.getSpec().suspend()) {
      flipSuspend();
    }
    for (int i = 0; i < 60 && broken == null; i++) {
      restartCaches();
      reconcile();
      onJob(JobFacts.Phase.Waiting, j -> with(j, JobFacts.Phase.Running));
      onJob(JobFacts.Phase.Running, this::succeed);
      answerPending(true);
      now = now.plusSeconds(30);
    }
    if (status().terminalHash() == null && broken == null) {
      broken =
          "never came to an end: " + state() + " " + Conditions.readyMessage(status().conditions());
    }
  }

  private void reconcile() {
    TrainingRunStatus before = status();
    TrainingObserved seen = observe();
    Plan<TrainingRunStatus> plan = brain.decide(run, seen, SETTINGS, now);
    for (Step step : plan.steps()) {
      if (random.nextInt(12) == 0) {
        restart();
        return;
      }
      if (!perform(step)) {
        return;
      }
    }
    if (random.nextInt(12) == 0) {
      restart();
      return;
    }
    List<Condition> conditions =
        Conditions.apply(before.conditions(), 1, plan.verdict(), List.of(), now);
    run.setStatus(TrainingStatuses.with(plan.next(), 1, conditions));
    check(before);
  }

  private void check(TrainingRunStatus before) {
    TrainingRunStatus after = status();
    if (before.terminalHash() != null && !before.terminalHash().equals(after.terminalHash())) {
      broken = "a run that had ended began again";
    }
    if (before.terminalHash() != null && !Objects.equals(before.phase(), after.phase())) {
      broken = "the outcome changed after the end";
    }
    if (before.snapshot() != null && !before.snapshot().equals(after.snapshot())) {
      broken = "the pinned snapshot changed";
    }
    if ("Succeeded".equals(after.phase())
        && versions.stream()
            .noneMatch(v -> v.getMetadata().getName().equals(after.modelVersion()))) {
      broken = "it succeeded without a version";
    }
    if (!Conditions.isReady(after.conditions()) && "Succeeded".equals(after.phase())) {
      broken = "it succeeded and is not Ready";
    }
  }

  private boolean perform(Step step) {
    switch (step) {
      case Step.Create(Job job, var ours, var unless) -> {
        boolean late =
            unless.isPresent()
                && versions.stream()
                    .anyMatch(v ->
                        v.getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(unless.get().labels().entrySet()));
        if (late) {
          return false;
        }
        create(job.getMetadata().getName());
      }
      case Step.Register(ModelVersion version, var siblings, var ours) -> register(version);
      case Step.Merge merge -> suspendJob(merge.target().name(), merge.json().contains("true"));
      case Step.Delete delete -> jobs.removeIf(j -> j.name().equals(delete.target().name()));
      case Step.ReadResult read -> answers.put(read.key(), new Results.Answer.Pending());
      default -> throw new IllegalStateException("unexpected " + step);
    }
    return true;
  }

  private void create(String name) {
    if (jobs.stream().anyMatch(j -> j.name().equals(name))) {
      return;
    }
    if (!versions.isEmpty()) {
      broken = "a training began although its version is registered";
    }
    if (run.getSpec().suspend()) {
      broken = "a training began although it is suspended";
    }
    if (status().terminalHash() != null) {
      broken = "a training began after the end";
    }
    if (status().snapshot() == null) {
      broken = "a training began before its snapshot was written down";
    }
    jobs.addFirst(
        new JobFacts(
            name,
            "job-" + ++uids,
            JobFacts.Phase.Waiting,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            now,
            Optional.empty(),
            false));
  }

  private void register(ModelVersion version) {
    if (versions.stream()
        .noneMatch(v -> v.getMetadata().getName().equals(version.getMetadata().getName()))) {
      versions.add(version);
    }
  }

  private TrainingObserved observe() {
    Map<String, Results.Answer> known = new HashMap<>(answers);
    return new TrainingObserved(
        Optional.of(
            new StoreFacts(
                "default",
                storeReady,
                "down",
                new StoreLocation("http://store:9000", "r", "b", "", true),
                "keys")),
        Optional.of(
            new TrainingObserved.DatasetFacts(
                true, "fine", Optional.of(snapshots.getLast().getMetadata().getName()))),
        List.copyOf(snapshots),
        seenVersions,
        seenJobs,
        known,
        Optional.empty());
  }

  /** Each cache by itself is now and then brought up to date. */
  private void refreshCaches() {
    if (random.nextInt(3) > 0) {
      seenJobs = List.copyOf(jobs);
    }
    if (random.nextInt(3) > 0) {
      seenVersions = List.copyOf(versions);
    }
  }

  private void restartCaches() {
    seenJobs = List.copyOf(jobs);
    seenVersions = List.copyOf(versions);
  }

  private void restart() {
    answers.clear();
    restartCaches();
  }

  private void onJob(JobFacts.Phase phase, java.util.function.UnaryOperator<JobFacts> change) {
    if (!jobs.isEmpty() && jobs.getFirst().phase() == phase) {
      jobs.set(0, change.apply(jobs.getFirst()));
    }
  }

  private JobFacts succeed(JobFacts job) {
    String hash = String.valueOf(status().inputHash());
    // The worker's by-input pointer: what was trained before is found, not trained again.
    if (!trained.contains(hash)) {
      trained.add(hash);
    }
    Termination said =
        new Termination(
            1,
            Termination.Outcome.Succeeded,
            "Succeeded",
            "",
            null,
            "http://store:9000/b/" + job.uid(),
            "x");
    return new JobFacts(
        job.name(),
        job.uid(),
        JobFacts.Phase.Succeeded,
        job.failures(),
        Optional.empty(),
        Optional.of(said),
        Optional.empty(),
        job.created(),
        Optional.of(now),
        job.wantsSuspend());
  }

  private JobFacts fail(JobFacts job) {
    return new JobFacts(
        job.name(),
        job.uid(),
        JobFacts.Phase.Failed,
        job.failures() + 1,
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new JobFailure(
                new Claim(Reason.OutOfMemory, "too small"), "OutOfMemory", 137, null, false)),
        job.created(),
        Optional.of(now),
        job.wantsSuspend());
  }

  private JobFacts failedOnce(JobFacts job) {
    return new JobFacts(
        job.name(),
        job.uid(),
        JobFacts.Phase.Waiting,
        job.failures() + 1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        job.created(),
        Optional.empty(),
        job.wantsSuspend());
  }

  private static JobFacts with(JobFacts job, JobFacts.Phase phase) {
    return new JobFacts(
        job.name(),
        job.uid(),
        phase,
        job.failures(),
        job.waiting(),
        job.termination(),
        job.failure(),
        job.created(),
        job.finished(),
        phase == JobFacts.Phase.Suspended);
  }

  private void suspendJob(String name, boolean suspend) {
    for (int i = 0; i < jobs.size(); i++) {
      JobFacts job = jobs.get(i);
      if (job.name().equals(name) && !job.ended()) {
        jobs.set(i, with(job, suspend ? JobFacts.Phase.Suspended : JobFacts.Phase.Waiting));
      }
    }
  }

  private void answerPending(boolean readable) {
    answers.replaceAll((uid, answer) ->
        !(answer instanceof Results.Answer.Pending)
            ? answer
            : readable
                ? new Results.Answer.Read(
                    Samples.modelResult("c".repeat(64), String.valueOf(status().inputHash())))
                : new Results.Answer.Unreadable("away", now));
  }

  private void flipSuspend() {
    var s = run.getSpec();
    run.setSpec(
        new dev.sextant.api.training.TrainingRunSpec(
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
            !s.suspend(),
            s.ttl()));
  }

  private void addSnapshot() {
    DatasetSnapshot snapshot = Samples.snapshot("ns");
    String name = "rides-" + (snapshots.size() + 1);
    snapshot.getMetadata().setName(name);
    var s = snapshot.getSpec();
    snapshot.setSpec(
        new dev.sextant.api.dataset.DatasetSnapshotSpec(
            s.dataset(),
            "sha256:%064d".formatted(snapshots.size()),
            s.inputHash(),
            s.store(),
            s.manifest(),
            snapshots.size() + 1,
            s.rows(),
            s.columns(),
            s.features(),
            s.timeFrom(),
            s.timeUntil(),
            s.checks()));
    snapshot.setStatus(
        new DatasetSnapshotStatus(
            1L,
            List.of(
                new Condition(
                    ConditionTypes.READY, ConditionStatus.True, 1L, null, "Available", ""))));
    snapshots.add(snapshot);
  }
}
