package dev.sextant.operator.training;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.job.StoreRetry;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what happens to a TrainingRun: pin a snapshot, use a version that the same inputs made,
 * or train; then latch. What has ended never begins again, also when its Jobs are gone.
 */
final class TrainingDecider {
  private final TrainingTurn turn;
  private final TrainingRunStatus status;

  private TrainingDecider(TrainingTurn turn) {
    this.turn = turn;
    this.status = turn.status();
  }

  static Plan<TrainingRunStatus> decide(
      TrainingRun run, TrainingObserved seen, JobSettings settings, Instant now) {
    return new TrainingDecider(
            new TrainingTurn(run, seen, settings, now, TrainingReconciler.SHAPE.of(run)))
        .decide();
  }

  private Plan<TrainingRunStatus> decide() {
    if (status.terminalHash() != null) {
      return TrainingEnd.latched(turn);
    }
    SnapshotPin pin = status.snapshot();
    if (pin == null) {
      return pin();
    }
    String hash = TrainingJobs.hash(turn.spec(), pin);
    Optional<JobFacts> job = turn.job(hash);
    if (job.isPresent()) {
      return follow(job.get(), pin, hash);
    }
    return known(hash)
        .map(version -> TrainingEnd.reused(turn, version, hash))
        .orElseGet(() -> begin(pin, hash));
  }

  /** Binds the run to a snapshot and writes that down before anything else happens. */
  private Plan<TrainingRunStatus> pin() {
    if (turn.spec().suspend()) {
      return turn.suspended(List.of());
    }
    return switch (SnapshotChoice.of(turn.spec(), turn.seen())) {
      case SnapshotChoice.Chosen chosen -> {
        SnapshotPin pin =
            new SnapshotPin(
                chosen.snapshot().getMetadata().getName(), chosen.snapshot().getSpec().digest());
        yield Plan.say(
                Verdict.progressing(
                    Reason.Starting, "snapshot " + pin.name() + " is used; the job comes next"),
                TrainingStatuses.pinned(status, pin, TrainingJobs.hash(turn.spec(), pin)))
            .writingFirst();
      }
      case SnapshotChoice.Missing missing -> turn.pending(missing.verdict());
    };
  }

  /**
   * No Job is seen: the first begins. One that has begun already gets the same name again, so that
   * nothing comes of it when the cache is late, and it is replaced when somebody deleted it.
   */
  private Plan<TrainingRunStatus> begin(SnapshotPin pin, String hash) {
    int attempt = Math.max(1, Names.attempt(status.job()));
    return TrainingStart.begin(turn, pin, hash, attempt, turn.spent());
  }

  private Plan<TrainingRunStatus> follow(JobFacts job, SnapshotPin pin, String hash) {
    return switch (job.phase()) {
      case Succeeded ->
          TrainingEnd.succeeded(turn, job, pin, hash)
              .orElseGet(() ->
                  TrainingStart.begin(turn, pin, hash, Names.attempt(job.name()) + 1, job.spent()));
      case Failed ->
          StoreRetry.of(job, turn.seen().store(), turn.now())
              .map(retry -> afterTrouble(job, pin, hash, retry))
              .orElseGet(() -> TrainingEnd.failed(turn, job, hash));
      case Suspended, Waiting, Running -> running(job);
    };
  }

  /** The store kept the Job from its work, which is done when the store can be used again. */
  private Plan<TrainingRunStatus> afterTrouble(
      JobFacts job, SnapshotPin pin, String hash, StoreRetry retry) {
    if (turn.spec().suspend()) {
      return turn.suspended(List.of());
    }
    return switch (retry) {
      case StoreRetry.Wait wait ->
          Plan.say(wait.verdict(), TrainingStatuses.kept(status, job)).wakingAfter(wait.left());
      case StoreRetry.Again again ->
          TrainingStart.begin(turn, pin, hash, again.attempt(), again.spent());
    };
  }

  private Plan<TrainingRunStatus> running(JobFacts job) {
    if (turn.spec().suspend()) {
      return turn.suspended(job.wantsSuspend() ? List.of() : List.of(turn.suspend(job, true)));
    }
    boolean running = job.phase() == JobFacts.Phase.Running;
    Claim claim = job.waiting().orElse(new Claim(Reason.Training, "Job " + job.name() + " runs"));
    return Plan.of(
        job.wantsSuspend() ? List.of(turn.suspend(job, false)) : List.of(),
        new Verdict.Progressing(claim, Optional.empty()),
        TrainingStatuses.following(
            status, job, running ? "Running" : "Pending", turn.seen().progress()));
  }

  private Optional<ModelVersion> known(String hash) {
    return turn.seen().versions().stream()
        .filter(v -> v.getMetadata().getDeletionTimestamp() == null)
        .filter(v ->
            v.getSpec().lineage() != null
                && v.getSpec().lineage().trainingRun() != null
                && hash.equals(v.getSpec().lineage().trainingRun().inputHash()))
        .findFirst();
  }
}
