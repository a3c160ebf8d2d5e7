package dev.sextant.operator.dataset;

import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.time.Instant;
import java.util.Optional;

/** Jobs that make snapshots, as an observer tells of them. */
final class SnapshotJobs {
  private SnapshotJobs() {}

  /** A failed one has made all its attempts and ran out of memory. */
  static JobFacts of(
      String name, String uid, JobFacts.Phase phase, Instant created, Optional<Instant> finished) {
    boolean failed = phase == JobFacts.Phase.Failed;
    Claim claim = new Claim(Reason.OutOfMemory, "too small");
    return new JobFacts(
        name,
        uid,
        phase,
        failed ? 3 : 0,
        Optional.empty(),
        Optional.of(
            new Termination(
                1,
                Termination.Outcome.Succeeded,
                "Succeeded",
                "",
                null,
                "http://store:9000/r",
                "x")),
        failed
            ? Optional.of(new JobFailure(claim, "OutOfMemory", 137, null, false))
            : Optional.empty(),
        created,
        finished,
        false);
  }
}
