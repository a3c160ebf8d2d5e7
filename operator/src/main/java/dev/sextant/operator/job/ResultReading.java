package dev.sextant.operator.job;

import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.results.Results;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides how the result of a Job that succeeded comes here. */
public sealed interface ResultReading {
  /**
   * After this time without success the Job runs again; it finds its work done and presigns anew.
   * Each attempt doubles it, so that a store which the operator never reaches costs few Jobs.
   */
  Duration GIVEN_UP_AFTER = Duration.ofMinutes(3);

  /** It is never longer than that. */
  Duration GIVEN_UP_AT_LAST = Duration.ofHours(1);

  /** How long after a failed reading it is tried again. */
  Duration PAUSE = Duration.ofSeconds(10);

  /** It is here. */
  record Have(JobResult result) implements ResultReading {}

  /**
   * It is not here yet.
   *
   * @param steps what to do meanwhile
   * @param claim what to say
   * @param again when to look again
   */
  record Wait(List<Step> steps, Claim claim, Duration again) implements ResultReading {}

  /** It cannot be had any more. */
  record Lost() implements ResultReading {}

  /** Decides from what is known. */
  static ResultReading of(
      JobFacts job, Optional<StoreFacts> store, Optional<Results.Answer> answer, Instant now) {
    Optional<Step.ReadResult> request = request(job, store);
    Instant ended = job.finished().orElse(job.created());
    boolean late = now.isAfter(ended.plus(patience(job)));
    Claim reading = new Claim(Reason.ReadingResult, "the result of the job is being read");
    if (answer.isPresent() && answer.get() instanceof Results.Answer.Read read) {
      return new Have(read.result());
    }
    if (request.isEmpty() && store.isPresent()) {
      // A pod's last words may reach the cache after the Job's.
      return late
          ? new Lost()
          : new Wait(
              List.of(),
              new Claim(Reason.ReadingResult, "the job succeeded; its last words are awaited"),
              PAUSE);
    }
    if (request.isEmpty()) {
      return new Wait(
          List.of(),
          new Claim(
              Reason.StoreNotFound,
              "spec.store: the ArtifactStore with the result is gone; create it again"),
          GIVEN_UP_AFTER);
    }
    if (answer.isEmpty()) {
      return new Wait(List.of(request.get()), reading, Duration.ofMinutes(1));
    }
    if (answer.get() instanceof Results.Answer.Unreadable unreadable) {
      return unreadable(request.get(), unreadable, late, now);
    }
    return new Wait(List.of(), reading, Duration.ofMinutes(1));
  }

  private static Duration patience(JobFacts job) {
    int doublings = Math.clamp(Names.attempt(job.name()) - 1L, 0, 10);
    Duration patience = GIVEN_UP_AFTER.multipliedBy(1L << doublings);
    return patience.compareTo(GIVEN_UP_AT_LAST) < 0 ? patience : GIVEN_UP_AT_LAST;
  }

  private static ResultReading unreadable(
      Step.ReadResult request, Results.Answer.Unreadable answer, boolean late, Instant now) {
    if (late) {
      return new Lost();
    }
    Claim claim = new Claim(Reason.ResultUnreadable, answer.message());
    Duration left = Duration.between(now, answer.at().plus(PAUSE));
    return left.isNegative() || left.isZero()
        ? new Wait(List.of(request), claim, PAUSE)
        : new Wait(List.of(), claim, left);
  }

  /** The request for the result that the Job named; empty when it named none. */
  static Optional<Step.ReadResult> request(JobFacts job, Optional<StoreFacts> store) {
    if (store.isEmpty() || job.termination().isEmpty()) {
      return Optional.empty();
    }
    Termination said = job.termination().get();
    if (said.resultUrl() == null || said.resultSha256() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Step.ReadResult(
              job.uid(),
              URI.create(said.resultUrl()),
              said.resultSha256(),
              URI.create(store.get().location().endpoint())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
