package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.CheckResult;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.ResultReading;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.results.Results;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of the result that a snapshot Job left in the store. */
final class DatasetResult {
  private DatasetResult() {}

  /** What to do about a Job that succeeded; empty when its result is lost and it must run again. */
  static Optional<Plan<DatasetStatus>> read(DatasetTurn turn, JobFacts job) {
    DatasetObserved seen = turn.seen();
    DatasetStatus status = turn.status();
    ResultReading reading =
        ResultReading.of(
            job, seen.store(), Optional.ofNullable(seen.answers().get(job.uid())), turn.now());
    return switch (reading) {
      case ResultReading.Lost ignored -> Optional.empty();
      case ResultReading.Wait wait ->
          Optional.of(
              turn.progressing(
                      wait.steps(),
                      wait.claim(),
                      DatasetStatuses.running(status, job, Optional.empty()))
                  .wakingAfter(wait.again()));
      case ResultReading.Have have ->
          Optional.of(
              switch (have.result()) {
                case JobResult.Snapshot snapshot -> made(turn, job, snapshot);
                case JobResult.SnapshotRefused refused -> wrong(status, refused);
                case JobResult.Model model -> wrong(status, model);
              });
    };
  }

  private static Plan<DatasetStatus> made(
      DatasetTurn turn, JobFacts job, JobResult.Snapshot result) {
    Dataset dataset = turn.dataset();
    DatasetStatus status = turn.status();
    var snapshot = SnapshotResources.snapshot(dataset, result);
    if (turn.isReadyInVain()) {
      // It would stand for as long as the API server refuses this one.
      String name = snapshot.getMetadata().getName();
      Claim claim = new Claim(Reason.TakingSnapshot, "snapshot " + name + " is being registered");
      return turn.progressing(List.of(), claim, status).writingFirst();
    }
    return Plan.of(
            List.of(
                new Step.Register(
                    snapshot,
                    SnapshotResources.siblings(dataset),
                    SnapshotResources.ownership(dataset))),
            Verdict.ready(Reason.SnapshotReady, DatasetRest.sentence(snapshot)),
            DatasetStatuses.succeeded(status, job, turn.work(), snapshot))
        .wakingAfter(DatasetRest.JOB_STAYS);
  }

  private static Plan<DatasetStatus> wrong(DatasetStatus status, JobResult result) {
    return Plan.say(
        Verdict.stalled(
            Reason.InternalError,
            "the job succeeded with a result of the kind "
                + result.getClass().getSimpleName()
                + "; install the images of one version"),
        status);
  }

  /** Begins to read what the checks found, which a refusal leaves in the store too. */
  static List<Step> readChecks(DatasetObserved seen, JobFacts job) {
    return seen.answers().containsKey(job.uid())
        ? List.of()
        : ResultReading.request(job, seen.store()).map(List::<Step>of).orElse(List.of());
  }

  static List<CheckResult> checks(DatasetObserved seen, JobFacts job) {
    return seen.answers().get(job.uid()) instanceof Results.Answer.Read read
            && read.result() instanceof JobResult.SnapshotRefused refused
        ? SnapshotResources.checks(refused.checks())
        : List.of();
  }
}
