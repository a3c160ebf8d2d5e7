package dev.sextant.operator.deployment;

import dev.sextant.api.common.Durations;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.RejectedRevision;
import dev.sextant.api.serving.RevisionState;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides how a deployment comes from what serves to what shall serve, without a caller noticing.
 *
 * <p>The order is: servers of the new revision, all of them ready -> route -> every router that may
 * serve has acknowledged it -> servers of the old revision end. Each pass does what the facts
 * allow; what serves is what the published route says.
 */
final class DeploymentDecider {
  private static final int MOST_REJECTED = 10;

  private final ModelDeployment deployment;
  private final DeploymentObserved seen;
  private final ServingSettings settings;
  private final Instant now;
  private final ModelDeploymentStatus status;
  private final ServingResources resources;
  private final Ownership ours;
  private final int replicas;

  private DeploymentDecider(
      ModelDeployment deployment, DeploymentObserved seen, ServingSettings settings, Instant now) {
    this.deployment = deployment;
    this.seen = seen;
    this.settings = settings;
    this.now = now;
    this.status = DeploymentReconciler.SHAPE.of(deployment);
    this.resources = new ServingResources(deployment, settings);
    this.ours = new Ownership.Child(deployment.getMetadata().getUid());
    this.replicas = deployment.getSpec().scaling().replicas();
  }

  /** The plan for a deployment. */
  static Plan<ModelDeploymentStatus> decide(
      ModelDeployment deployment, DeploymentObserved seen, ServingSettings settings, Instant now) {
    return new DeploymentDecider(deployment, seen, settings, now).decide();
  }

  private Plan<ModelDeploymentStatus> decide() {
    Optional<RevisionFacts> stable = stable();
    Target target =
        new TargetChoice(
                deployment.getMetadata().getName(),
                deployment.getSpec(),
                seen,
                status.rejected(),
                settings)
            .choose(stable);
    Optional<RevisionFacts> wanted =
        switch (target) {
          case Target.Revision(var revision) -> Optional.of(revision);
          case Target.Unchanged ignored -> stable;
        };
    Optional<RejectedRevision> rejection = wanted.filter(w -> !same(w, stable)).flatMap(this::late);
    if (rejection.isPresent()) {
      return reject(rejection.get(), stable);
    }
    return replicas == 0 ? idle(stable, wanted, target) : serve(stable, wanted, target);
  }

  /** What the route says; where it says nothing, what the status remembers. */
  private Optional<RevisionFacts> stable() {
    return seen.route()
        .flatMap(Routing::serving)
        .or(() -> Optional.ofNullable(status.stable()).map(RevisionState::revision))
        .flatMap(seen::revision);
  }

  private Plan<ModelDeploymentStatus> serve(
      Optional<RevisionFacts> stable, Optional<RevisionFacts> wanted, Target target) {
    Optional<RevisionFacts> serving = serving(stable, wanted);
    Routing routing = routing(serving);
    List<Step> safety = new ArrayList<>();
    safety.add(new Step.Apply(resources.route(routing.table()), ours));
    serving.filter(s -> same(s, stable)).ifPresent(s -> safety.addAll(servers(s, replicas)));
    List<Step> work = new ArrayList<>(common());
    wanted
        .filter(w -> !same(w, stable) || serving.isEmpty())
        .ifPresent(w -> work.addAll(servers(w, replicas)));
    if (routing.inForce()) {
      work.addAll(retire(Stream.of(serving, wanted).flatMap(Optional::stream).toList()));
    }
    Optional<RevisionFacts> candidate = wanted.filter(w -> !same(w, serving));
    Verdict verdict = verdict(serving, candidate, routing, target);
    Plan<ModelDeploymentStatus> plan =
        plan(
            safety,
            work,
            verdict,
            new StatusRendering(deployment, seen, status, now)
                .render(serving.or(() -> stable), candidate, routing, status.rejected()));
    return candidate.map(c -> plan.wakingAfter(Duration.between(now, deadline(c)))).orElse(plan);
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
        seen.route().flatMap(Routing::serving).filter(s.name()::equals).isPresent()
            || seen.servers(s.name()).filter(f -> f.ready() > 0).isPresent());
  }

  /** No servers are asked for: first no request is led to them, then they go. */
  private Plan<ModelDeploymentStatus> idle(
      Optional<RevisionFacts> stable, Optional<RevisionFacts> wanted, Target target) {
    Routing routing = routing(Optional.empty());
    List<Step> safety = List.of(new Step.Apply(resources.route(routing.table()), ours));
    List<Step> work = new ArrayList<>(common());
    wanted.ifPresent(w -> work.add(new Step.Create(resources.revision(w), ours)));
    if (routing.inForce()) {
      wanted.ifPresent(w -> work.addAll(servers(w, 0)));
      work.addAll(retire(wanted.stream().toList()));
    }
    Claim idle =
        new Claim(
            Reason.Idle,
            "spec.scaling.replicas is 0: no servers are asked for, requests are answered 503");
    int left = seen.servers().stream().mapToInt(ServerFacts::ready).sum();
    Verdict verdict =
        switch (target) {
          case Target.Unchanged(var why) when stable.isEmpty() -> why;
          case Target.Unchanged ignored -> new Verdict.Ready(idle);
          case Target.Revision ignored -> new Verdict.Ready(idle);
        };
    if (verdict instanceof Verdict.Ready && (!routing.inForce() || left > 0)) {
      verdict =
          new Verdict.Progressing(
              new Claim(Reason.Draining, "servers end; they finish the requests that they have"),
              Optional.of(idle));
    }
    return plan(
        safety,
        work,
        verdict,
        new StatusRendering(deployment, seen, status, now)
            .render(wanted, Optional.empty(), routing, status.rejected()));
  }

  private Plan<ModelDeploymentStatus> reject(
      RejectedRevision rejection, Optional<RevisionFacts> stable) {
    List<RejectedRevision> rejected =
        Stream.concat(Stream.of(rejection), status.rejected().stream())
            .limit(MOST_REJECTED)
            .toList();
    Optional<RevisionFacts> serving = serving(stable, stable);
    Routing routing = routing(serving);
    List<Step> safety = new ArrayList<>();
    safety.add(new Step.Apply(resources.route(routing.table()), ours));
    serving.ifPresent(s -> safety.addAll(servers(s, replicas)));
    Verdict verdict =
        Verdict.stalled(
                Reason.CrashLoop.name().equals(rejection.reason())
                    ? Reason.CrashLoop
                    : Reason.ProgressDeadlineExceeded,
                String.valueOf(rejection.message()))
            .whileStanding(standing(serving));
    // The rejection is written first; the next pass, which knows it, takes the servers away.
    return plan(
            safety,
            List.of(),
            verdict,
            new StatusRendering(deployment, seen, status, now)
                .render(serving.or(() -> stable), Optional.empty(), routing, rejected))
        .wakingAfter(Duration.ofSeconds(1));
  }

  private Routing routing(Optional<RevisionFacts> serving) {
    RouteTable table =
        RouteTable.of(
            new RouteTable.Deployment(
                deployment.getMetadata().getName(), deployment.getMetadata().getUid()),
            deployment.getMetadata().getName(),
            Durations.parse(deployment.getSpec().traffic().timeout()).toMillis(),
            serving.map(Routing::arm).stream().toList());
    return Routing.of(table, seen);
  }

  /** What a deployment needs whatever it serves. */
  private List<Step> common() {
    return List.of(
        new Step.Apply(resources.frontService(), ours),
        new Step.Apply(
            RouterResources.deployment(
                deployment.getMetadata().getNamespace(), seen.deployments(), settings),
            RouterResources.OURS),
        new Step.Apply(
            RouterResources.disruptionBudget(
                deployment.getMetadata().getNamespace(), seen.deployments()),
            RouterResources.OURS));
  }

  private List<Step> servers(RevisionFacts revision, int count) {
    return List.of(
        new Step.Create(resources.revision(revision), ours),
        new Step.Apply(resources.serverService(revision), ours),
        new Step.Apply(resources.servers(revision, count), ours));
  }

  /** Ends the servers of all revisions but those, and forgets the oldest revisions. */
  private List<Step> retire(List<RevisionFacts> kept) {
    List<Step> steps = new ArrayList<>();
    for (ServerFacts servers : seen.servers()) {
      if (kept.stream().noneMatch(k -> k.name().equals(servers.revision()))) {
        steps.addAll(resources.deletion(servers.revision(), ours));
      }
    }
    List<RevisionFacts> old =
        seen.revisions().stream()
            .filter(r -> kept.stream().noneMatch(k -> k.name().equals(r.name())))
            .sorted(java.util.Comparator.comparing(RevisionFacts::created).reversed())
            .toList();
    int history = deployment.getSpec().history().revisions();
    old.stream().skip(history).forEach(r -> steps.add(resources.forget(r.name(), ours)));
    return steps;
  }

  private Instant deadline(RevisionFacts candidate) {
    Instant since = seen.servers(candidate.name()).map(ServerFacts::created).orElse(now);
    return since.plus(Durations.parse(deployment.getSpec().progressDeadline()));
  }

  /** The rejection of a candidate whose time is over. */
  private Optional<RejectedRevision> late(RevisionFacts candidate) {
    Optional<ServerFacts> servers = seen.servers(candidate.name());
    if (replicas == 0
        || servers.isEmpty()
        || servers.get().complete(replicas)
        || now.isBefore(deadline(candidate))) {
      return Optional.empty();
    }
    Optional<Claim> problem = servers.get().problem();
    String message =
        "ModelVersion '%s' did not get ready within %s: %s; what served before goes on serving. Publish a new version, or change spec.server or spec.version to try again"
            .formatted(
                candidate.data().model().version(),
                deployment.getSpec().progressDeadline(),
                problem
                    .map(Claim::message)
                    .orElse(
                        "%d of %d servers are ready".formatted(servers.get().ready(), replicas)));
    Reason reason =
        problem
            .map(Claim::reason)
            .filter(r -> r == Reason.CrashLoop)
            .orElse(Reason.ProgressDeadlineExceeded);
    return Optional.of(
        new RejectedRevision(
            candidate.name(),
            candidate.data().model().version(),
            candidate.data().model().digest(),
            reason.name(),
            new Claim(reason, message).message(),
            now.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private Verdict verdict(
      Optional<RevisionFacts> serving,
      Optional<RevisionFacts> candidate,
      Routing routing,
      Target target) {
    Optional<Claim> standing = standing(serving);
    if (serving.isPresent() && !routing.inForce()) {
      String who =
          routing.published()
              ? "waiting for the routers " + String.join(", ", routing.missing())
              : "the route is being published";
      return new Verdict.Progressing(
          new Claim(
              Reason.Switching,
              "requests move to %s: %s".formatted(serving.get().data().model().version(), who)),
          standing);
    }
    if (candidate.isPresent()) {
      return rollingOut(candidate.get(), standing);
    }
    return switch (target) {
      case Target.Unchanged(var why) -> why.whileStanding(standing);
      case Target.Revision(var revision) -> steady(revision, standing);
    };
  }

  private Verdict rollingOut(RevisionFacts candidate, Optional<Claim> standing) {
    Optional<ServerFacts> servers = seen.servers(candidate.name());
    int ready = servers.map(ServerFacts::ready).orElse(0);
    String why = servers.flatMap(ServerFacts::problem).map(p -> "; " + p.message()).orElse("");
    return new Verdict.Progressing(
        new Claim(
            Reason.RollingOut,
            "%s is getting ready: %d of %d servers%s"
                .formatted(candidate.data().model().version(), ready, replicas, why)),
        standing);
  }

  private Verdict steady(RevisionFacts revision, Optional<Claim> standing) {
    Optional<ServerFacts> servers = seen.servers(revision.name());
    if (standing.isEmpty() && seen.routers().stream().noneMatch(RouterFacts::ready)) {
      return new Verdict.Progressing(
          new Claim(
              Reason.RoutersNotReady,
              "no router is ready" + seen.routerProblem().map(p -> ": " + p.message()).orElse("")),
          Optional.empty());
    }
    if (standing.isPresent() && servers.filter(s -> s.complete(replicas)).isPresent()) {
      return new Verdict.Ready(standing.get());
    }
    int ready = servers.map(ServerFacts::ready).orElse(0);
    String why = servers.flatMap(ServerFacts::problem).map(p -> ": " + p.message()).orElse("");
    return new Verdict.Progressing(
        new Claim(
            Reason.ServersNotReady,
            "%d of %d servers of %s are ready%s"
                .formatted(ready, replicas, revision.data().model().version(), why)),
        standing);
  }

  /** Ready means that the stable version serves: a router leads requests to a ready server. */
  private Optional<Claim> standing(Optional<RevisionFacts> serving) {
    Optional<RouteTable> published = seen.route();
    if (published.isEmpty() || Routing.serving(published.get()).isEmpty()) {
      return Optional.empty();
    }
    String revision = Routing.serving(published.get()).get();
    int ready = seen.servers(revision).map(ServerFacts::ready).orElse(0);
    boolean routed =
        seen.routers().stream().anyMatch(r -> r.ready() && r.acknowledged().isPresent());
    if (ready == 0 || !routed) {
      return Optional.empty();
    }
    String version = seen.revision(revision).map(r -> r.data().model().version()).orElse(revision);
    return serving.map(s ->
        new Claim(
            Reason.Serving,
            "%s serves on %d server%s".formatted(version, ready, ready == 1 ? "" : "s")));
  }

  private static Plan<ModelDeploymentStatus> plan(
      List<Step> safety, List<Step> work, Verdict verdict, ModelDeploymentStatus next) {
    return new Plan<>(safety, work, verdict, List.of(), next, Optional.empty());
  }

  private static boolean same(RevisionFacts revision, Optional<RevisionFacts> other) {
    return other.filter(o -> o.name().equals(revision.name())).isPresent();
  }
}
