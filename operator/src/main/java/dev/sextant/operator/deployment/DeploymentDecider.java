package dev.sextant.operator.deployment;

import dev.sextant.api.common.Durations;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.RejectedRevision;
import dev.sextant.api.serving.RevisionState;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a deployment comes from what serves to what shall serve, without a caller noticing.
 *
 * <p>The order is: servers of the new revision, all of them ready -> route -> every router that may
 * serve has acknowledged it -> servers of the old revision end. Each pass does what the facts
 * allow; what serves is what the published route says.
 */
final class DeploymentDecider {
  private final ModelDeployment deployment;
  private final DeploymentObserved seen;
  private final Instant now;
  private final ModelDeploymentStatus status;
  private final LastRoute last;
  private final TargetChoice choice;
  private final Rejection rejection;
  private final ServingSteps steps;
  private final int replicas;

  private DeploymentDecider(
      ModelDeployment deployment, DeploymentObserved seen, ServingSettings settings, Instant now) {
    this.deployment = deployment;
    this.seen = seen;
    this.now = now;
    this.status = DeploymentReconciler.SHAPE.of(deployment);
    this.last = LastRoute.of(seen, status);
    this.choice =
        new TargetChoice(
            deployment.getMetadata().getName(),
            deployment.getSpec(),
            seen,
            status.rejected(),
            settings);
    this.rejection = new Rejection(deployment, status, seen, now);
    this.steps = new ServingSteps(deployment, seen, settings);
    this.replicas = deployment.getSpec().scaling().replicas();
  }

  /** The plan for a deployment. */
  static Plan<ModelDeploymentStatus> decide(
      ModelDeployment deployment, DeploymentObserved seen, ServingSettings settings, Instant now) {
    return new DeploymentDecider(deployment, seen, settings, now).decide();
  }

  private Plan<ModelDeploymentStatus> decide() {
    Optional<RevisionFacts> known = stable();
    Target target = choice.choose(known);
    Optional<RevisionFacts> stable = known.or(() -> restored(target));
    if (replicas == 0) {
      return idle(stable, target);
    }
    Optional<RevisionFacts> wanted =
        switch (target) {
          case Target.Revision(var revision) -> Optional.of(revision);
          case Target.Unchanged ignored -> stable;
        };
    Optional<RejectedRevision> late = wanted.filter(w -> !same(w, stable)).flatMap(rejection::of);
    return late.isPresent() ? reject(late.get(), stable) : serve(stable, wanted, target);
  }

  /** What the route says; where it says nothing, what the status remembers. */
  private Optional<RevisionFacts> stable() {
    return last.serving()
        .or(() -> Optional.ofNullable(status.stable()).map(RevisionState::revision))
        .flatMap(seen::revision);
  }

  /**
   * What serves though nothing of it is seen, where that is what the spec asks for: the name says
   * that it is the same, so it is made anew and callers are led to it as before.
   */
  private Optional<RevisionFacts> restored(Target target) {
    return target instanceof Target.Revision(var revision)
        ? last.serving().filter(revision.name()::equals).map(name -> revision)
        : Optional.empty();
  }

  private Plan<ModelDeploymentStatus> serve(
      Optional<RevisionFacts> stable, Optional<RevisionFacts> wanted, Target target) {
    Optional<RevisionFacts> serving = serving(stable, wanted);
    Optional<RevisionFacts> candidate = wanted.filter(w -> !same(w, serving) && !same(w, stable));
    Routing routing = routing(serving);
    List<Step> work = new ArrayList<>(steps.common());
    wanted.filter(w -> !same(w, stable)).ifPresent(w -> work.addAll(steps.servers(w, replicas)));
    if (routing.inForce()) {
      work.addAll(steps.retire(List.of(stable, serving, wanted)));
    }
    Verdict verdict =
        new ServingVerdict(seen, status, routing, replicas)
            .serving(stable, serving, candidate, candidate.map(rejection::deadline), target);
    ModelDeploymentStatus next =
        rendering().render(serving.or(() -> stable), candidate, routing, status.rejected());
    Plan<ModelDeploymentStatus> plan = plan(safety(stable, serving, routing), work, verdict, next);
    Plan<ModelDeploymentStatus> waking = waking(plan, routing);
    return candidate
        .map(c -> waking.wakingAfter(Duration.between(now, rejection.deadline(c))))
        .orElse(waking);
  }

  /** A new revision takes over when all its servers are ready; until then nothing changes. */
  private Optional<RevisionFacts> serving(
      Optional<RevisionFacts> stable, Optional<RevisionFacts> wanted) {
    if (wanted.isPresent()
        && !same(wanted.get(), stable)
        && seen.servers(wanted.get().name()).filter(s -> s.complete(replicas)).isPresent()) {
      return wanted;
    }
    // After zero replicas, the first server that is ready brings the route back.
    return stable.filter(s ->
        last.serving().filter(s.name()::equals).isPresent()
            || seen.servers(s.name()).filter(ServerFacts::serves).isPresent());
  }

  /** No servers are asked for: first no request is led to them, then they go. */
  private Plan<ModelDeploymentStatus> idle(Optional<RevisionFacts> stable, Target target) {
    Routing routing = routing(Optional.empty());
    List<Step> work = new ArrayList<>(steps.common());
    if (routing.inForce()) {
      stable.ifPresent(s -> work.addAll(steps.servers(s, 0)));
      work.addAll(steps.retire(List.of(stable)));
    }
    Verdict verdict = new ServingVerdict(seen, status, routing, 0).idle(target);
    ModelDeploymentStatus next =
        rendering().render(stable, Optional.empty(), routing, status.rejected());
    return waking(plan(List.of(steps.route(routing.table())), work, verdict, next), routing);
  }

  /** The rejection is written first; the next pass, which knows it, takes the servers away. */
  private Plan<ModelDeploymentStatus> reject(
      RejectedRevision rejected, Optional<RevisionFacts> stable) {
    Optional<RevisionFacts> serving = serving(stable, stable);
    Routing routing = routing(serving);
    Verdict verdict =
        new Verdict.Stalled(
            Rejection.claim(rejected),
            new ServingVerdict(seen, status, routing, replicas).standing());
    ModelDeploymentStatus next =
        rendering()
            .render(
                serving.or(() -> stable),
                Optional.empty(),
                routing,
                choice.remembered(rejected, stable));
    return plan(safety(stable, serving, routing), List.of(), verdict, next)
        .wakingAfter(Duration.ofSeconds(1));
  }

  /**
   * The route, and all the servers of what serves or has served last. A revision that is being left
   * keeps what it has until the route has moved on. Where nothing is seen of what serves, the route
   * ends only if its servers are gone indeed: a cache may not show yet that they were made anew.
   */
  private List<Step> safety(
      Optional<RevisionFacts> stable, Optional<RevisionFacts> serving, Routing routing) {
    List<Step> safety = new ArrayList<>();
    if (serving.isEmpty()) {
      last.serving()
          .filter(lost -> seen.servers(lost).isEmpty())
          .ifPresent(lost -> safety.add(steps.gone(lost)));
    }
    safety.add(steps.route(routing.table()));
    stable
        .filter(s -> serving.isEmpty() || same(s, serving))
        .ifPresent(s -> safety.addAll(steps.servers(s, replicas)));
    return safety;
  }

  private Routing routing(Optional<RevisionFacts> serving) {
    RouteTable table =
        RouteTable.of(
            new RouteTable.Deployment(
                deployment.getMetadata().getName(), deployment.getMetadata().getUid()),
            deployment.getMetadata().getName(),
            Durations.parse(deployment.getSpec().traffic().timeout()).toMillis(),
            serving.map(Routing::arm).stream().toList());
    return Routing.of(last.next(table), seen, now);
  }

  private StatusRendering rendering() {
    return new StatusRendering(deployment, seen, status, now);
  }

  private Plan<ModelDeploymentStatus> waking(Plan<ModelDeploymentStatus> plan, Routing routing) {
    return routing
        .until()
        .map(until -> plan.wakingAfter(Duration.between(now, until)))
        .orElse(plan);
  }

  private static Plan<ModelDeploymentStatus> plan(
      List<Step> safety, List<Step> work, Verdict verdict, ModelDeploymentStatus next) {
    return new Plan<>(safety, work, verdict, List.of(), next, Optional.empty());
  }

  private static boolean same(RevisionFacts revision, Optional<RevisionFacts> other) {
    return other.filter(o -> o.name().equals(revision.name())).isPresent();
  }
}
