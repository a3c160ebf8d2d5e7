package dev.sextant.operator.job;

import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Claim;
import java.time.Instant;
import java.util.Optional;

/**
 * What is seen of one Job.
 *
 * @param name the Job
 * @param uid its UID
 * @param phase where it is
 * @param failures how many attempts at the work have failed, in earlier Jobs too
 * @param waiting why no container runs, while that is so
 * @param termination what the worker left, once it has succeeded or refused
 * @param failure why the last attempt failed
 * @param created when it was created
 * @param finished when it ended
 * @param wantsSuspend whether its spec says suspend
 */
public record JobFacts(
    String name,
    String uid,
    Phase phase,
    int failures,
    Optional<Claim> waiting,
    Optional<Termination> termination,
    Optional<JobFailure> failure,
    Instant created,
    Optional<Instant> finished,
    boolean wantsSuspend) {

  /** Where a Job is. */
  public enum Phase {
    /** It is paused. */
    Suspended,
    /** No container of it runs. */
    Waiting,
    /** A container of it runs. */
    Running,
    /** It has ended well. */
    Succeeded,
    /** It has been given up. */
    Failed
  }

  /** Whether it has ended, either way. */
  public boolean ended() {
    return phase == Phase.Succeeded || phase == Phase.Failed;
  }

  /** How many attempts at the work have failed; one that the store ended is none of them. */
  public int spent() {
    boolean stores =
        phase == Phase.Failed && failure.flatMap(JobFailure::trouble).isPresent() && failures > 0;
    return stores ? failures - 1 : failures;
  }
}
