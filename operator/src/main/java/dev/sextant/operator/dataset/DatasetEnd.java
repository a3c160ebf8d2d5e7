package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.DatasetFailure;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides how work ends that made no snapshot, and what is said of it ever after. */
final class DatasetEnd {
  private DatasetEnd() {}

  /**
   * A snapshot with the same input is there already, such as of a Dataset that was made anew. Older
   * ones may be there too, which are more than are kept.
   */
  static Plan<DatasetStatus> adopted(DatasetTurn turn, DatasetSnapshot snapshot) {
    return Plan.say(
            Verdict.ready(Reason.Reused, DatasetRest.sentence(snapshot)),
            DatasetStatuses.adopted(turn.status(), snapshot, turn.work()))
        .writingFirst();
  }

  /** A failure is final until the spec, the token or the schedule asks for other work. */
  static Plan<DatasetStatus> failed(DatasetTurn turn, JobFacts job) {
    JobFailure failure = job.failure().orElseThrow();
    String advice =
        failure.refused()
            ? ""
            : " (after %d failed attempts; change spec.refresh.token to try again)"
                .formatted(Math.max(1, job.failures()));
    Claim claim =
        new Claim(
            failure.refused() ? Reason.DataRefused : failure.claim().reason(),
            failure.claim().message() + advice);
    return new Plan<>(
        List.of(),
        DatasetResult.readChecks(turn.seen(), job),
        new Verdict.Stalled(claim, turn.standing()),
        List.of(),
        DatasetStatuses.failed(
            turn.status(),
            job,
            new DatasetFailure(
                turn.work(),
                cut(failure.word()),
                failure.exitCode(),
                claim.message(),
                failure.logTail()),
            DatasetResult.checks(turn.seen(), job)),
        Optional.empty());
  }

  /** What was said when it failed; the conditions may have come to say something else since. */
  static Plan<DatasetStatus> repeated(DatasetTurn turn) {
    DatasetFailure failure = Objects.requireNonNull(turn.status().failure());
    Reason reason =
        Objects.equals(failure.exitCode(), Termination.EXIT_REFUSED)
            ? Reason.DataRefused
            : Reason.of(failure.failureClass()).orElse(Reason.JobFailed);
    return turn.stalled(
        new Claim(
            reason, Objects.requireNonNullElse(failure.message(), "the last snapshot failed")));
  }

  private static String cut(String word) {
    return word.length() > 63 ? word.substring(0, 63) : word;
  }
}
