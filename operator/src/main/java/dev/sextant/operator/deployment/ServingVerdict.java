package dev.sextant.operator.deployment;

import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what is said of a deployment. Ready means that what serves serves, whatever else is on
 * its way.
 */
record ServingVerdict(
    DeploymentObserved seen, ModelDeploymentStatus status, Routing routing, int replicas) {

  /**
   * While servers are asked for.
   *
   * @param deadline when the candidate is rejected if it is not ready
   */
  Verdict serving(
      Optional<RevisionFacts> stable,
      Optional<RevisionFacts> serving,
      Optional<RevisionFacts> candidate,
      Optional<Instant> deadline,
      Target target) {
    Optional<Claim> standing = standing();
    if (serving.isPresent() && !routing.inForce()) {
      return new Verdict.Progressing(
          new Claim(
              Reason.Switching,
              "requests move to %s: %s"
                  .formatted(serving.get().data().model().version(), routing.waiting())),
          standing);
    }
    if (candidate.isPresent()) {
      return new Verdict.Progressing(
          rollingOut(candidate.get(), deadline.map(Instant::toString).orElse("")), standing);
    }
    return switch (target) {
      case Target.Revision(var revision) -> steady(revision, standing);
      case Target.Unchanged(var why) -> unchanged(why, stable, standing);
    };
  }

  private Claim rollingOut(RevisionFacts candidate, String deadline) {
    return new Claim(
        Reason.RollingOut,
        "%s is getting ready: %d of %d servers%s; if they are not by %s (spec.progressDeadline), it is rejected and nothing changes for callers"
            .formatted(
                candidate.data().model().version(),
                ready(candidate),
                replicas,
                problem(candidate, "; ", ""),
                deadline));
  }

  /** While none are. */
  Verdict idle(Target target) {
    Claim idle =
        new Claim(
            Reason.Idle,
            "spec.scaling.replicas: 0 servers are asked for, requests are answered 503; raise it to serve");
    if (target instanceof Target.Unchanged(var why)) {
      return why.whileStanding(Optional.of(idle));
    }
    if (!routing.inForce()) {
      return new Verdict.Progressing(
          new Claim(
              Reason.Draining, "servers end when no request is led to them: " + routing.waiting()),
          Optional.of(idle));
    }
    if (seen.servers().stream().anyMatch(s -> s.ready() > 0)) {
      return new Verdict.Progressing(
          new Claim(Reason.Draining, "servers end; they finish the requests that they have"),
          Optional.of(idle));
    }
    return new Verdict.Ready(idle);
  }

  /** What holds: a router leads requests to a ready server. */
  Optional<Claim> standing() {
    LastRoute last = LastRoute.of(seen, status);
    int ready = last.serving().flatMap(seen::servers).map(ServerFacts::ready).orElse(0);
    if (ready == 0 || seen.routers().stream().noneMatch(r -> leads(r, last))) {
      return Optional.empty();
    }
    String version =
        last.serving()
            .flatMap(seen::revision)
            .map(r -> r.data().model().version())
            .orElseGet(() -> last.serving().orElse(""));
    return Optional.of(
        new Claim(
            Reason.Serving,
            "%s serves on %d server%s".formatted(version, ready, ready == 1 ? "" : "s")));
  }

  /**
   * An older route of a router, unless it led nowhere, leads to servers that are still there; they
   * serve if it was Ready.
   */
  private boolean leads(RouterFacts router, LastRoute last) {
    String hash = router.acknowledged().orElse("");
    return router.ready() && LastRoute.leads(hash) && (hash.equals(last.hash()) || wasServing());
  }

  private boolean wasServing() {
    return Conditions.find(status.conditions(), ConditionTypes.READY)
        .filter(c -> c.status() == ConditionStatus.True)
        .filter(c -> !Reason.Idle.name().equals(c.reason()))
        .isPresent();
  }

  private Verdict steady(RevisionFacts revision, Optional<Claim> standing) {
    if (standing.isEmpty() && seen.routers().stream().noneMatch(RouterFacts::ready)) {
      return new Verdict.Progressing(
          new Claim(
              Reason.RoutersNotReady,
              "no router is ready, so no request is answered: "
                  + seen.routerProblem()
                      .map(Claim::message)
                      .orElse("see the pods of the Deployment " + RouterResources.NAME)),
          Optional.empty());
    }
    if (standing.isPresent() && complete(revision)) {
      return new Verdict.Ready(standing.get());
    }
    return new Verdict.Progressing(notReady(revision), standing);
  }

  /** The obstacle; where what serves is ill too, that is said with it. */
  private Verdict unchanged(Verdict why, Optional<RevisionFacts> stable, Optional<Claim> standing) {
    if (standing.isPresent()
        || stable.isEmpty()
        || !(why instanceof Verdict.Stalled(var claim, var ignored))) {
      return why.whileStanding(standing);
    }
    return Verdict.stalled(
        claim.reason(), claim.message() + "; meanwhile " + notReady(stable.get()).message());
  }

  private Claim notReady(RevisionFacts revision) {
    return new Claim(
        Reason.ServersNotReady,
        "%d of %d servers of %s are ready%s"
            .formatted(
                ready(revision),
                replicas,
                revision.data().model().version(),
                problem(revision, ": ", "; see the pods of the Deployment " + revision.name())));
  }

  private boolean complete(RevisionFacts revision) {
    return seen.servers(revision.name()).filter(s -> s.complete(replicas)).isPresent();
  }

  private int ready(RevisionFacts revision) {
    return seen.servers(revision.name()).map(ServerFacts::ready).orElse(0);
  }

  private String problem(RevisionFacts revision, String separator, String otherwise) {
    return seen.servers(revision.name())
        .flatMap(ServerFacts::problem)
        .map(p -> separator + p.message())
        .orElse(otherwise);
  }
}
