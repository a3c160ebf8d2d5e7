package dev.sextant.operator.training;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Durations;
import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.job.ResultReading;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what happens to a TrainingRun: pin a snapshot, use a version that the same inputs made,
 * or train; then latch. What has ended never begins again, also when its Jobs are gone.
 */
final class TrainingDecider {
  private static final Duration AT_ONCE = Duration.ofMillis(200);

  private final TrainingRun run;
  private final TrainingRunSpec spec;
  private final TrainingObserved seen;
  private final JobSettings settings;
  private final Instant now;
  private final TrainingRunStatus status;

  private TrainingDecider(
      TrainingRun run, TrainingObserved seen, JobSettings settings, Instant now) {
    this.run = run;
    this.spec = run.getSpec();
    this.seen = seen;
    this.settings = settings;
    this.now = now;
    this.status = TrainingReconciler.SHAPE.of(run);
  }

  static Plan<TrainingRunStatus> decide(
      TrainingRun run, TrainingObserved seen, JobSettings settings, Instant now) {
    return new TrainingDecider(run, seen, settings, now).decide();
  }

  private Plan<TrainingRunStatus> decide() {
    if (status.terminalHash() != null) {
      return latched();
    }
    SnapshotPin pin = status.snapshot();
    if (pin == null) {
      return pin();
    }
    String hash = TrainingJobs.hash(spec, pin);
    Optional<JobFacts> job = seen.jobs().stream().filter(j -> isOf(j, hash)).findFirst();
    if (job.isPresent()) {
      return follow(job.get(), pin, hash);
    }
    Optional<ModelVersion> known = known(hash);
    if (known.isPresent()) {
      return reused(known.get(), hash);
    }
    return begin(pin, hash, 1);
  }

  /** It has ended. Only its Jobs are left to be deleted. */
  private Plan<TrainingRunStatus> latched() {
    Instant ended = status.completionTime() == null ? now : Instant.parse(status.completionTime());
    Instant until = ended.plus(Durations.parse(spec.ttl()));
    Plan<TrainingRunStatus> plan =
        now.isBefore(until)
            ? Plan.say(repeated(), status)
            : Plan.of(seen.jobs().stream().<Step>map(this::delete).toList(), repeated(), status);
    return seen.jobs().isEmpty() || !now.isBefore(until)
        ? plan
        : plan.wakingAfter(Duration.between(now, until).plusMillis(500));
  }

  private Verdict repeated() {
    boolean fine = "Succeeded".equals(status.phase());
    var condition =
        Conditions.find(status.conditions(), fine ? ConditionTypes.READY : ConditionTypes.STALLED);
    String said = condition.map(c -> Objects.requireNonNullElse(c.message(), "")).orElse("");
    Reason reason =
        Arrays.stream(Reason.values())
            .filter(r -> condition.filter(c -> c.reason().equals(r.name())).isPresent())
            .findFirst()
            .orElse(fine ? Reason.Trained : Reason.JobFailed);
    return fine ? Verdict.ready(reason, said) : Verdict.stalled(reason, said);
  }

  /** Binds the run to a snapshot and writes that down before anything else happens. */
  private Plan<TrainingRunStatus> pin() {
    if (spec.suspend()) {
      return suspended(List.of());
    }
    return switch (SnapshotChoice.of(spec, seen)) {
      case SnapshotChoice.Chosen chosen -> {
        SnapshotPin pin =
            new SnapshotPin(
                chosen.snapshot().getMetadata().getName(), chosen.snapshot().getSpec().digest());
        yield Plan.say(
                Verdict.progressing(
                    Reason.Starting, "snapshot " + pin.name() + " is used; the job comes next"),
                TrainingStatuses.pinned(status, pin, TrainingJobs.hash(spec, pin)))
            .wakingAfter(AT_ONCE);
      }
      case SnapshotChoice.Missing missing ->
          Plan.say(missing.verdict(), TrainingStatuses.phase(status, "Pending"));
    };
  }

  private Plan<TrainingRunStatus> begin(SnapshotPin pin, String hash, int attempt) {
    if (spec.suspend()) {
      return suspended(List.of());
    }
    Optional<DatasetSnapshot> snapshot =
        seen.snapshots().stream()
            .filter(s -> s.getMetadata().getName().equals(pin.name()))
            .findFirst();
    if (snapshot.isEmpty()) {
      return pending(
          Verdict.stalled(
              Reason.SnapshotNotFound,
              "status.snapshot: DatasetSnapshot %s is gone; delete this run and create it anew"
                  .formatted(pin.name())));
    }
    Optional<Claim> problem = TrainingCheck.problem(spec, snapshot.get());
    if (problem.isPresent()) {
      return pending(new Verdict.Stalled(problem.get(), Optional.empty()));
    }
    String path = "spec.store: ArtifactStore \"" + spec.store() + "\"";
    if (seen.store().isEmpty()) {
      return pending(
          Verdict.stalled(
              Reason.StoreNotFound,
              path + " not found in this namespace; create it or fix the name"));
    }
    StoreFacts store = seen.store().get();
    if (!store.ready()) {
      return pending(
          Verdict.progressing(
              Reason.StoreNotReady,
              path + " is not Ready: " + store.message() + "; it goes on when the store is"));
    }
    String name = Names.job("train", run.getMetadata().getName(), hash, attempt);
    Job job = job(store, pin, snapshot.get().getSpec().manifest(), hash, name);
    return Plan.of(
        List.of(
            new Step.Create(
                job,
                child(),
                Optional.of(
                    new Step.Result(
                        ModelVersion.class,
                        Map.of(
                            Labels.MODEL,
                            spec.model(),
                            Labels.INPUT_HASH,
                            Names.shortHash(hash, 40)))))),
        Verdict.progressing(Reason.Training, "Job " + name + " is being started"),
        TrainingStatuses.started(status, name));
  }

  private Job job(StoreFacts store, SnapshotPin pin, String manifest, String hash, String name) {
    return JobResources.job(
        new JobRequest(
            run,
            name,
            "train",
            TrainingJobs.job(run, store, pin, manifest, hash),
            hash,
            store.secretName(),
            spec.resources(),
            spec.limits().failures(),
            TrainingJobs.deadline(spec),
            false,
            Map.of(Labels.MODEL, spec.model())),
        settings);
  }

  private Plan<TrainingRunStatus> follow(JobFacts job, SnapshotPin pin, String hash) {
    return switch (job.phase()) {
      case Succeeded -> succeeded(job, pin, hash);
      case Failed -> failed(job, hash);
      case Suspended, Waiting, Running -> {
        if (spec.suspend()) {
          yield suspended(job.wantsSuspend() ? List.of() : List.of(suspend(job, true)));
        }
        boolean running = job.phase() == JobFacts.Phase.Running;
        Claim claim =
            job.waiting().orElse(new Claim(Reason.Training, "Job " + job.name() + " runs"));
        yield Plan.of(
            job.wantsSuspend() ? List.of(suspend(job, false)) : List.of(),
            new Verdict.Progressing(claim, Optional.empty()),
            TrainingStatuses.following(
                status, job, running ? "Running" : "Pending", seen.progress()));
      }
    };
  }

  private Plan<TrainingRunStatus> succeeded(JobFacts job, SnapshotPin pin, String hash) {
    Optional<dev.sextant.operator.results.Results.Answer> answer =
        Optional.ofNullable(seen.answers().get(job.uid()));
    return switch (ResultReading.of(job, seen.store(), answer, now)) {
      case ResultReading.Lost ignored -> begin(pin, hash, attempt(job) + 1);
      case ResultReading.Wait wait ->
          Plan.of(
                  wait.steps(),
                  new Verdict.Progressing(wait.claim(), Optional.empty()),
                  TrainingStatuses.following(status, job, "Running", seen.progress()))
              .wakingAfter(wait.again());
      case ResultReading.Have have ->
          switch (have.result()) {
            case JobResult.Model model -> trained(job, pin, hash, model);
            case JobResult.Snapshot ignored -> foreign();
            case JobResult.SnapshotRefused ignored -> foreign();
          };
    };
  }

  private Plan<TrainingRunStatus> trained(
      JobFacts job, SnapshotPin pin, String hash, JobResult.Model model) {
    Optional<DatasetSnapshot> snapshot =
        seen.snapshots().stream()
            .filter(s -> s.getMetadata().getName().equals(pin.name()))
            .findFirst();
    ModelVersion version = VersionResources.version(run, pin, snapshot, model, hash);
    String name = version.getMetadata().getName();
    TrainingRunStatus followed =
        TrainingStatuses.following(status, job, "Running", seen.progress());
    return Plan.of(
        List.of(
            new Step.Register(
                version, VersionResources.siblings(run), VersionResources.ownership(run))),
        Verdict.ready(Reason.Trained, "ModelVersion " + name + " was made"),
        TrainingStatuses.succeeded(
            followed,
            name,
            hash,
            job.finished().orElse(now),
            version.getSpec().metrics(),
            version.getSpec().baselines()));
  }

  private Plan<TrainingRunStatus> reused(ModelVersion version, String hash) {
    String name = version.getMetadata().getName();
    return Plan.say(
        Verdict.ready(
            Reason.Reused, "ModelVersion " + name + " was made from the same inputs and is used"),
        TrainingStatuses.succeeded(
            status, name, hash, now, version.getSpec().metrics(), version.getSpec().baselines()));
  }

  private Plan<TrainingRunStatus> failed(JobFacts job, String hash) {
    var failure = job.failure().orElseThrow();
    String attempts =
        failure.refused()
            ? ""
            : " (failed attempts: %d; delete this run and create it anew to try again)"
                .formatted(Math.max(1, job.failures()));
    String message = failure.claim().message() + attempts;
    return Plan.say(
        Verdict.stalled(failure.claim().reason(), message),
        TrainingStatuses.failed(status, job, failure, message, hash));
  }

  private Plan<TrainingRunStatus> foreign() {
    return pending(
        Verdict.stalled(
            Reason.InternalError,
            "the job succeeded with a result that is no model; the worker's image does not fit"
                + " this operator"));
  }

  private Plan<TrainingRunStatus> pending(Verdict verdict) {
    return Plan.say(verdict, TrainingStatuses.phase(status, "Pending"));
  }

  private Plan<TrainingRunStatus> suspended(List<Step> steps) {
    return Plan.of(
        steps,
        Verdict.stalled(Reason.Suspended, "spec.suspend: it is paused; set it to false to go on"),
        TrainingStatuses.phase(status, "Suspended"));
  }

  private Optional<ModelVersion> known(String hash) {
    return seen.versions().stream()
        .filter(v -> v.getMetadata().getDeletionTimestamp() == null)
        .filter(v ->
            v.getSpec().lineage() != null
                && v.getSpec().lineage().trainingRun() != null
                && hash.equals(v.getSpec().lineage().trainingRun().inputHash()))
        .findFirst();
  }

  private Step suspend(JobFacts job, boolean value) {
    return new Step.Merge(target(job), "{\"spec\":{\"suspend\":" + value + "}}", child());
  }

  private Step delete(JobFacts job) {
    return new Step.Delete(target(job), child());
  }

  private Step.Target target(JobFacts job) {
    return new Step.Target(Job.class, run.getMetadata().getNamespace(), job.name());
  }

  private Ownership child() {
    return new Ownership.Child(run.getMetadata().getUid());
  }

  private boolean isOf(JobFacts job, String hash) {
    String first = Names.job("train", run.getMetadata().getName(), hash, 1);
    return job.name().startsWith(first.substring(0, first.length() - 1));
  }

  private static int attempt(JobFacts job) {
    return Integer.parseInt(job.name().substring(job.name().lastIndexOf('-') + 1));
  }
}
