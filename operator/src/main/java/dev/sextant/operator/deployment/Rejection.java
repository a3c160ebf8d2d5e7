package dev.sextant.operator.deployment;

import dev.sextant.api.common.Durations;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.RejectedRevision;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Decides whether a candidate's time is over, and what is remembered of it then. */
record Rejection(
    ModelDeployment deployment,
    ModelDeploymentStatus status,
    DeploymentObserved seen,
    Instant now) {

  /**
   * Until when a candidate must be ready. Its time runs from when it became the candidate, not from
   * when its servers were made: servers of an earlier turn may still be there.
   */
  Instant deadline(RevisionFacts candidate) {
    Instant since =
        Optional.ofNullable(status.candidate())
            .filter(c -> c.revision().equals(candidate.name()))
            .map(c -> c.since())
            .map(Instant::parse)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS));
    return since.plus(Durations.parse(deployment.getSpec().progressDeadline()));
  }

  /** The rejection of a candidate whose time is over. */
  Optional<RejectedRevision> of(RevisionFacts candidate) {
    int replicas = deployment.getSpec().scaling().replicas();
    Optional<ServerFacts> servers = seen.servers(candidate.name());
    if (replicas == 0
        || servers.filter(s -> s.complete(replicas)).isPresent()
        || now.isBefore(deadline(candidate))) {
      return Optional.empty();
    }
    Optional<Claim> problem = servers.flatMap(ServerFacts::problem);
    String why =
        problem
            .map(Claim::message)
            .orElse(
                "%d of %d servers are ready"
                    .formatted(servers.map(ServerFacts::ready).orElse(0), replicas));
    Claim claim =
        new Claim(
            problem
                .map(Claim::reason)
                .filter(r -> r == Reason.CrashLoop)
                .orElse(Reason.ProgressDeadlineExceeded),
            "ModelVersion '%s' did not get ready within %s: %s; publish a new version, or change spec.server to try this one again (an annotation in spec.server.pod is enough)"
                .formatted(
                    candidate.data().model().version(),
                    deployment.getSpec().progressDeadline(),
                    why));
    return Optional.of(
        new RejectedRevision(
            candidate.name(),
            candidate.data().model().version(),
            candidate.data().model().digest(),
            claim.reason().name(),
            claim.message(),
            now.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /** What a rejection says. */
  static Claim claim(RejectedRevision rejected) {
    Reason reason =
        Reason.CrashLoop.name().equals(rejected.reason())
            ? Reason.CrashLoop
            : Reason.ProgressDeadlineExceeded;
    String message =
        rejected.message() == null
            ? "ModelVersion '%s' did not get ready".formatted(rejected.modelVersion())
            : rejected.message();
    return new Claim(reason, message);
  }
}
