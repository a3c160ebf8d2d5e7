package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.job.StoreRetry;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what happens to a Dataset. What is wanted is named by one hash, over the fields that
 * shape the rows, the refresh token and the last time that the schedule was due; a snapshot is
 * taken when that hash is not the one of the last success.
 */
final class DatasetDecider {
  private final DatasetTurn turn;
  private final DatasetStatus status;

  private DatasetDecider(DatasetTurn turn) {
    this.turn = turn;
    this.status = turn.status();
  }

  static Plan<DatasetStatus> decide(
      Dataset dataset, DatasetObserved seen, JobSettings settings, Instant now) {
    DatasetStatus status =
        DatasetStatuses.counted(DatasetReconciler.SHAPE.of(dataset), dataset, seen, now);
    Optional<Claim> problem = DatasetCheck.problem(dataset.getSpec());
    if (problem.isPresent()) {
      return Plan.say(new Verdict.Stalled(problem.get(), Optional.empty()), status);
    }
    DatasetTurn turn =
        new DatasetTurn(dataset, seen, settings, now, status, work(dataset.getSpec(), now));
    return DatasetRest.waking(new DatasetDecider(turn).decide(), dataset.getSpec(), now);
  }

  /** The hash of the work that is wanted at that time. */
  static String work(DatasetSpec spec, Instant now) {
    return Hashes.version(1)
        .field("input", DatasetJobs.hash(spec))
        .field("token", spec.refresh() == null ? null : spec.refresh().token())
        .field("due", Schedule.last(spec, now).map(Instant::toString).orElse(null))
        .digest();
  }

  private Plan<DatasetStatus> decide() {
    if (turn.isRecorded() && turn.isThere()) {
      return DatasetRest.rested(turn);
    }
    Optional<JobFacts> job = turn.job();
    if (job.isPresent()) {
      return follow(turn, job.get())
          .orElseGet(() ->
              DatasetStart.begin(turn, Names.attempt(job.get().name()) + 1, job.get().spent()));
    }
    return earlier().orElseGet(this::anew);
  }

  /** No Job does what is wanted, or something like it. */
  private Plan<DatasetStatus> anew() {
    if (status.failure() != null && turn.work().equals(status.failure().inputHash())) {
      return DatasetEnd.repeated(turn);
    }
    if (status.lastSnapshotTime() == null && turn.fitting().isPresent()) {
      return DatasetEnd.adopted(turn, turn.fitting().get());
    }
    return DatasetStart.begin(turn);
  }

  /**
   * Work of the same spec that was due earlier is seen to its end first: a schedule that comes
   * again before a job can end would otherwise keep every job from ending. Only the newest of its
   * Jobs counts: when caches were late there are two, and the older would be seen to its end again
   * and again.
   */
  private Optional<Plan<DatasetStatus>> earlier() {
    return turn.seen().jobs().stream()
        .filter(job -> about(job).job().filter(job::equals).isPresent())
        .findFirst()
        .filter(job -> job.phase() != JobFacts.Phase.Failed && !about(job).isRecorded())
        .flatMap(job -> follow(about(job), job));
  }

  /** The turn about the work that was wanted when that Job was created. */
  private DatasetTurn about(JobFacts job) {
    return turn.about(work(turn.spec(), job.created()));
  }

  /**
   * What to do about a Job; empty when its result is lost and the work must be begun again. A Job
   * that is begun for earlier work now would not be known for that: what is due now is begun.
   */
  private static Optional<Plan<DatasetStatus>> follow(DatasetTurn turn, JobFacts job) {
    return switch (job.phase()) {
      case Succeeded -> DatasetResult.read(turn, job);
      case Failed ->
          Optional.of(
              StoreRetry.of(job, turn.seen().store(), turn.now())
                  .map(retry -> afterTrouble(turn, job, retry))
                  .orElseGet(() -> DatasetEnd.failed(turn, job)));
      case Suspended, Waiting, Running -> Optional.of(running(turn, job));
    };
  }

  /** The store kept the Job from its work, which is done when the store can be used again. */
  private static Plan<DatasetStatus> afterTrouble(
      DatasetTurn turn, JobFacts job, StoreRetry retry) {
    if (turn.spec().suspend()) {
      return turn.suspended();
    }
    return switch (retry) {
      case StoreRetry.Wait wait ->
          Plan.say(
                  wait.verdict().whileStanding(turn.standing()),
                  DatasetStatuses.kept(turn.status(), job))
              .wakingAfter(wait.left());
      case StoreRetry.Again again -> DatasetStart.begin(turn, again.attempt(), again.spent());
    };
  }

  private static Plan<DatasetStatus> running(DatasetTurn turn, JobFacts job) {
    if (turn.spec().suspend()) {
      return turn.suspended();
    }
    List<Step> steps = job.wantsSuspend() ? List.of(turn.suspend(job, false)) : List.of();
    Claim claim =
        job.waiting()
            .orElseGet(() -> new Claim(Reason.TakingSnapshot, "Job " + job.name() + " runs"));
    return turn.progressing(
        steps, claim, DatasetStatuses.running(turn.status(), job, turn.seen().progress()));
  }
}
