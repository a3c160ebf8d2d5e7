package dev.sextant.operator.store;

import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import java.util.Objects;
import java.util.Optional;

/** Decides what is said of a store. */
final class StoreVerdict {
  private static final Claim PROBING = new Claim(Reason.Probing, "the store is being tried");

  private StoreVerdict() {}

  /** The probe found nothing wrong. */
  static Verdict fine(ArtifactStore store) {
    var spec = store.getSpec();
    return Verdict.ready(
        Reason.StoreUsable,
        "bucket %s at %s can be written and read".formatted(spec.bucket(), spec.endpoint()));
  }

  /** The probe failed, and how says what is wrong with the store. */
  static Verdict broken(JobFacts job) {
    Claim claim =
        job.failure()
            .map(JobFailure::claim)
            .orElse(new Claim(Reason.StoreError, "the probe failed and left no word"));
    return switch (claim.reason()) {
      case DeadlineExceeded ->
          again(
              claim.reason(),
              "the probe did not end within %d seconds; see the pod of Job %s"
                  .formatted(StoreProbe.DEADLINE.toSeconds(), job.name()));
      case OutOfMemory ->
          again(
              claim.reason(),
              "the probe had too little memory; this is a defect, see the pod of Job "
                  + job.name());
      case JobFailed, Refused -> again(Reason.StoreError, claim.message());
      default -> again(claim.reason(), field(claim.reason()) + claim.message());
    };
  }

  private static Verdict again(Reason reason, String message) {
    return Verdict.stalled(reason, message + "; it is tried again");
  }

  /** What a message begins with: the field that is to blame, where one is. */
  private static String field(Reason reason) {
    return switch (reason) {
      case BucketMissing -> "spec.bucket: ";
      case WrongCredentials, AccessDenied -> "spec.credentials: ";
      case EndpointUnreachable -> "spec.endpoint: ";
      default -> "";
    };
  }

  /**
   * A probe is on its way. Until it has ended, what an earlier one under the same spec found holds.
   *
   * @param known whether there was one
   */
  static Verdict probing(ArtifactStoreStatus status, boolean known, Optional<Claim> obstacle) {
    Verdict verdict = known ? repeated(status) : tried(Optional.empty());
    return verdict instanceof Verdict.Ready || obstacle.isEmpty() ? verdict : tried(obstacle);
  }

  private static Verdict tried(Optional<Claim> obstacle) {
    Claim claim =
        obstacle
            .map(o -> new Claim(o.reason(), PROBING.message() + ": " + o.message()))
            .orElse(PROBING);
    return new Verdict.Progressing(claim, Optional.empty());
  }

  /** What the last probe found, as the status says it. */
  static Verdict repeated(ArtifactStoreStatus status) {
    Optional<Claim> standing = Conditions.standing(status.conditions());
    if (standing.isPresent()) {
      return new Verdict.Ready(standing.get());
    }
    return Conditions.find(status.conditions(), ConditionTypes.STALLED)
        .filter(c -> c.status() == ConditionStatus.True)
        .map(c ->
            Verdict.stalled(
                Reason.of(c.reason()).orElse(Reason.StoreError),
                Objects.requireNonNullElse(c.message(), "")))
        .orElseGet(() -> tried(Optional.empty()));
  }
}
