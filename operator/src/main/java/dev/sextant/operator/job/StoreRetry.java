package dev.sextant.operator.job;

import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.operator.kernel.BackOff;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when work begins anew that a store kept from being done: when the store has been found
 * fine since, otherwise after a pause, for as long as it takes. It costs none of the attempts that
 * the work has.
 */
public sealed interface StoreRetry {

  /**
   * The pause is not over.
   *
   * @param verdict what to say
   * @param left how long it still is
   */
  record Wait(Verdict verdict, Duration left) implements StoreRetry {}

  /**
   * It is.
   *
   * @param attempt the attempt that comes
   * @param spent how many attempts at the work have failed so far
   */
  record Again(int attempt, int spent) implements StoreRetry {}

  /** What to do about a Job that failed; empty when the store was not the reason. */
  static Optional<StoreRetry> of(JobFacts job, Optional<StoreFacts> store, Instant now) {
    Instant ended = job.finished().orElse(job.created());
    boolean mended = store.flatMap(StoreFacts::foundFine).filter(ended::isBefore).isPresent();
    Instant due = mended ? now : ended.plus(BackOff.after(Names.attempt(job.name())));
    return job.failure()
        .flatMap(failure -> failure.trouble().map(t -> of(job, failure, t, due, now)));
  }

  private static StoreRetry of(
      JobFacts job, JobFailure failure, StoreTrouble trouble, Instant due, Instant now) {
    if (!now.isBefore(due)) {
      return new Again(Names.attempt(job.name()) + 1, job.spent());
    }
    Claim claim =
        new Claim(
            failure.claim().reason(),
            "spec.store: "
                + failure.claim().message()
                + "; it is tried again when the store is found fine, at the latest every 5 minutes, and costs no attempt");
    Verdict verdict =
        trouble.needsPeople()
            ? new Verdict.Stalled(claim, Optional.empty())
            : new Verdict.Progressing(claim, Optional.empty());
    return new Wait(verdict, Duration.between(now, due));
  }
}
