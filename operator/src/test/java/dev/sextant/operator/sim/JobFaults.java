package dev.sextant.operator.sim;

import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Faults that every kind which runs Jobs could have. */
public final class JobFaults {
  private JobFaults() {}

  /** A Job that failed is taken for one that goes on. */
  public static JobFacts neverFails(JobFacts j) {
    return j.phase() == JobFacts.Phase.Failed
        ? with(j, JobFacts.Phase.Running, j.failures(), j.failure(), j.finished())
        : j;
  }

  /** What the store did is taken for a failure of the work. */
  public static JobFacts troubleIsFailure(JobFacts j) {
    Optional<JobFailure> failure =
        j.failure()
            .map(f ->
                f.trouble().isEmpty()
                    ? f
                    : new JobFailure(
                        new Claim(Reason.JobFailed, "it failed"), "JobFailed", 1, null, false));
    return with(j, j.phase(), j.failures(), failure, j.finished());
  }

  /** What the store did costs an attempt. */
  public static JobFacts troubleCosts(JobFacts j) {
    boolean trouble = j.failure().flatMap(JobFailure::trouble).isPresent();
    return with(j, j.phase(), j.failures() + (trouble ? 1 : 0), j.failure(), j.finished());
  }

  /** Whatever ended did so long ago. */
  public static JobFacts longAgo(JobFacts j) {
    return with(
        j,
        j.phase(),
        j.failures(),
        j.failure(),
        j.finished().map(f -> f.minus(Duration.ofHours(1))));
  }

  private static JobFacts with(
      JobFacts j,
      JobFacts.Phase phase,
      int failures,
      Optional<JobFailure> failure,
      Optional<Instant> finished) {
    return new JobFacts(
        j.name(),
        j.uid(),
        phase,
        failures,
        j.waiting(),
        j.termination(),
        failure,
        j.created(),
        finished,
        j.wantsSuspend());
  }

  /** New Jobs have all attempts again. */
  public static List<Step> unspent(List<Step> steps, int attempts) {
    return steps.stream()
        .map(step ->
            step instanceof Step.Create(Job job, var ownership, var unless)
                ? new Step.Create(fresh(job, attempts), ownership, unless)
                : step)
        .toList();
  }

  private static Job fresh(Job job, int attempts) {
    return job.edit()
        .editMetadata()
        .withAnnotations(null)
        .endMetadata()
        .editSpec()
        .withBackoffLimit(attempts - 1)
        .endSpec()
        .build();
  }

  /** The clock is ahead. */
  public static <P, O, S> Brain<P, O, S> later(Brain<P, O, S> real, Duration ahead) {
    return (primary, seen, now) -> real.decide(primary, seen, now.plus(ahead));
  }
}
