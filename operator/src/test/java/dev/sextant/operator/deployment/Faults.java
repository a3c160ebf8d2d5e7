package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.Route;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How faults are planted: what the decider sees, knows or does is changed. */
final class Faults {
  private static final Ownership OURS = new Ownership.Child("uid");

  private Faults() {}

  /** Changes the steps of a plan. */
  interface Doing {
    List<Step> change(
        ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan);
  }

  static Brain seeing(UnaryOperator<DeploymentObserved> change) {
    return (deployment, seen, now) -> Brain.real().decide(deployment, change.apply(seen), now);
  }

  static Brain knowing(UnaryOperator<ModelDeploymentStatus> change) {
    return (deployment, seen, now) -> {
      deployment.setStatus(change.apply(DeploymentReconciler.SHAPE.of(deployment)));
      return Brain.real().decide(deployment, seen, now);
    };
  }

  static Brain doing(Doing change) {
    return (deployment, seen, now) -> {
      Plan<ModelDeploymentStatus> plan = Brain.real().decide(deployment, seen, now);
      return new Plan<>(
          change.change(deployment, seen, plan),
          List.of(),
          plan.verdict(),
          plan.domain(),
          plan.next(),
          plan.wakeUp());
    };
  }

  /** Does now and then what was decided some looks ago. */
  static Brain stale() {
    Deque<Plan<ModelDeploymentStatus>> past = new ArrayDeque<>();
    return (deployment, seen, now) -> {
      past.addLast(Brain.real().decide(deployment, seen, now));
      return past.size() > 4 ? past.removeFirst() : past.getLast();
    };
  }

  /** Takes a pinned version for Latest. */
  static Brain unpinned() {
    return (deployment, seen, now) -> {
      var d = deployment.getSpec();
      deployment.setSpec(
          new dev.sextant.api.serving.ModelDeploymentSpec(
              d.model(),
              "Latest",
              d.protocol(),
              d.server(),
              d.scaling(),
              d.traffic(),
              d.history(),
              d.progressDeadline()));
      return Brain.real().decide(deployment, seen, now);
    };
  }

  /** Calls Ready whatever there is. */
  static Brain boasting() {
    return (deployment, seen, now) -> {
      Plan<ModelDeploymentStatus> plan = Brain.real().decide(deployment, seen, now);
      return new Plan<>(
          plan.safety(),
          plan.work(),
          plan.verdict().whileStanding(Optional.of(new Claim(Reason.Serving, "it serves"))),
          plan.domain(),
          plan.next(),
          plan.wakeUp());
    };
  }

  static DeploymentObserved anyAcknowledged(DeploymentObserved s) {
    Optional<String> hash = s.route().map(r -> r.contentHash());
    boolean any = s.routers().stream().anyMatch(r -> r.ready() && r.acknowledged().equals(hash));
    return any ? acknowledged(s) : s;
  }

  /** As if the number in a hash did not count. */
  static DeploymentObserved unnumberedAcknowledgements(DeploymentObserved s) {
    String hash = s.route().map(r -> r.contentHash()).orElse("");
    return acknowledging(
        s, said -> said.map(a -> LastRoute.content(a).equals(LastRoute.content(hash)) ? hash : a));
  }

  static DeploymentObserved acknowledged(DeploymentObserved s) {
    Optional<String> hash = s.route().map(r -> r.contentHash());
    return acknowledging(s, said -> hash);
  }

  /** As if every route that a router goes by led to servers. */
  static DeploymentObserved leading(DeploymentObserved s) {
    String hash = s.route().map(r -> r.contentHash()).orElse("");
    return acknowledging(
        s, said -> said.map(a -> a.equals(hash) ? a : a.replace(LastRoute.CLOSED, "")));
  }

  /** As if routers went by something else. */
  private static DeploymentObserved acknowledging(
      DeploymentObserved s, UnaryOperator<Optional<String>> instead) {
    return with(
        s,
        s.servers(),
        s.routers().stream()
            .map(
                r -> new RouterFacts(r.pod(), r.ready(), r.ends(), instead.apply(r.acknowledged())))
            .toList(),
        s.revisions());
  }

  static DeploymentObserved routers(DeploymentObserved s, Predicate<RouterFacts> kept) {
    return with(s, s.servers(), s.routers().stream().filter(kept).toList(), s.revisions());
  }

  static DeploymentObserved servers(DeploymentObserved s, UnaryOperator<ServerFacts> change) {
    return with(s, s.servers().stream().map(change).toList(), s.routers(), s.revisions());
  }

  static ServerFacts whole(ServerFacts s) {
    int ready = s.ready() > 0 ? s.wanted() : 0;
    return new ServerFacts(
        s.revision(), s.wanted(), ready, s.wanted(), s.current(), s.created(), s.problem());
  }

  static DeploymentObserved unnumbered(DeploymentObserved s) {
    return with(
        s,
        s.servers(),
        s.routers(),
        s.revisions().stream()
            .map(r -> new RevisionFacts(r.name(), unnumbered(r.data()), r.created()))
            .toList());
  }

  private static RevisionData unnumbered(RevisionData d) {
    ServedModel m = d.model();
    return new RevisionData(
        d.format(),
        new ServedModel(
            m.model(), m.version(), 0, m.digest(), m.manifestUri(), m.store(), m.secretName()),
        d.server(),
        d.serverImage(),
        d.workerImage());
  }

  private static DeploymentObserved with(
      DeploymentObserved s,
      List<ServerFacts> servers,
      List<RouterFacts> routers,
      List<RevisionFacts> revisions) {
    return new DeploymentObserved(
        s.versions(),
        s.stores(),
        revisions,
        servers,
        s.services(),
        s.route(),
        routers,
        s.routerProblem(),
        s.deployments());
  }

  static ModelDeploymentStatus withoutRejections(ModelDeploymentStatus s) {
    return new ModelDeploymentStatus(
        s.observedGeneration(),
        s.conditions(),
        s.url(),
        s.version(),
        s.stable(),
        s.candidate(),
        List.of(),
        s.replicas(),
        s.readyReplicas(),
        s.selector(),
        s.traffic(),
        s.route());
  }

  static ModelDeploymentStatus withoutCandidate(ModelDeploymentStatus s) {
    return new ModelDeploymentStatus(
        s.observedGeneration(),
        s.conditions(),
        s.url(),
        s.version(),
        s.stable(),
        null,
        s.rejected(),
        s.replicas(),
        s.readyReplicas(),
        s.selector(),
        s.traffic(),
        s.route());
  }

  static ModelDeploymentStatus withoutPatience(ModelDeploymentStatus s) {
    var c = s.candidate();
    return new ModelDeploymentStatus(
        s.observedGeneration(),
        s.conditions(),
        s.url(),
        s.version(),
        s.stable(),
        c == null
            ? null
            : new dev.sextant.api.serving.RevisionState(
                c.revision(), c.modelVersion(), c.digest(), 0, 0, Instant.EPOCH.toString()),
        s.rejected(),
        s.replicas(),
        s.readyReplicas(),
        s.selector(),
        s.traffic(),
        s.route());
  }

  static List<Step> retiring(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    List<Step> steps = new ArrayList<>(plan.steps());
    String arm =
        Faults.<Route>applied(plan, Route.class).getFirst().getSpec().arms().stream()
            .map(a -> a.revision())
            .findFirst()
            .orElse("");
    seen.route()
        .flatMap(Routing::serving)
        .filter(s -> !arm.isEmpty() && !s.equals(arm))
        .ifPresent(s ->
            steps.addAll(new ServingResources(deployment, SimWorld.SETTINGS).deletion(s, OURS)));
    return steps;
  }

  static List<Step> shrinking(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    String stable = seen.route().flatMap(Routing::serving).orElse("");
    boolean rolling = plan.next().candidate() != null;
    return plan.steps().stream()
        .map(step ->
            rolling
                    && step instanceof Step.Apply(Deployment d, var by)
                    && d.getMetadata().getName().equals(stable)
                ? new Step.Apply(scaled(d, d.getSpec().getReplicas() - 1), by)
                : step)
        .toList();
  }

  private static Deployment scaled(Deployment deployment, int replicas) {
    return deployment.edit().editSpec().withReplicas(replicas).endSpec().build();
  }

  static List<Step> zeroAtOnce(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    List<Step> steps = new ArrayList<>(plan.steps());
    if (deployment.getSpec().scaling().replicas() == 0) {
      ServingSteps serving = new ServingSteps(deployment, seen, SimWorld.SETTINGS);
      seen.route()
          .flatMap(Routing::serving)
          .flatMap(seen::revision)
          .ifPresent(r -> steps.addAll(serving.servers(r, 0)));
    }
    return steps;
  }

  static List<Step> closing(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    boolean rejects =
        plan.next().rejected().size() > DeploymentReconciler.SHAPE.of(deployment).rejected().size();
    return routed(deployment, seen, plan, rejects, Optional.empty());
  }

  static List<Step> routing(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    Optional<RevisionFacts> candidate =
        Optional.ofNullable(plan.next().candidate()).flatMap(c -> seen.revision(c.revision()));
    return routed(deployment, seen, plan, candidate.isPresent(), candidate);
  }

  private static List<Step> routed(
      ModelDeployment deployment,
      DeploymentObserved seen,
      Plan<ModelDeploymentStatus> plan,
      boolean when,
      Optional<RevisionFacts> to) {
    Step route =
        new ServingSteps(deployment, seen, SimWorld.SETTINGS)
            .route(
                dev.sextant.contracts.route.RouteTable.of(
                    new dev.sextant.contracts.route.RouteTable.Deployment("fare", "uid"),
                    "fare",
                    30_000,
                    to.map(Routing::arm).stream().toList()));
    return plan.steps().stream()
        .map(step -> when && step instanceof Step.Apply(Route ignored, var by) ? route : step)
        .toList();
  }

  static List<Step> leadingOn(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    return plan.steps().stream()
        .filter(s ->
            deployment.getSpec().scaling().replicas() > 0
                || !(s instanceof Step.Apply(Route ignored, var by)))
        .toList();
  }

  static List<Step> closingOnCrash(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    boolean crashed =
        seen.route()
            .flatMap(Routing::serving)
            .flatMap(seen::servers)
            .filter(s -> s.ready() == 0)
            .isPresent();
    return routed(deployment, seen, plan, crashed, Optional.empty());
  }

  static List<Step> keepingRevisions(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    return plan.steps().stream()
        .filter(s ->
            !(s instanceof Step.Delete(var target, var by)
                && target.type() == ControllerRevision.class))
        .toList();
  }

  static List<Step> leavingServices(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    return plan.steps().stream()
        .filter(
            s -> !(s instanceof Step.Delete(var target, var by) && target.type() == Service.class))
        .toList();
  }

  static List<Step> keeping(
      ModelDeployment deployment, DeploymentObserved seen, Plan<ModelDeploymentStatus> plan) {
    return plan.steps().stream().filter(s -> !(s instanceof Step.Delete)).toList();
  }

  private static <R> List<R> applied(Plan<ModelDeploymentStatus> plan, Class<R> type) {
    return plan.steps().stream()
        .filter(Step.Apply.class::isInstance)
        .map(s -> ((Step.Apply) s).resource())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
