package dev.sextant.operator.deployment;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.Labels;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.Route;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.sim.Timeline;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Plays the operator: late caches, steps one by one, a crash between any two of them. */
final class SimOperator {
  private static final int LATE = 3;
  private static final int CRASH_PER_MILLE = 60;
  private static final int AFTER_REFUSAL = 15;

  private final SimWorld world;
  private final Brain brain;
  private final SimLaws laws;
  private final RandomGenerator random;
  private Caches caches;
  private SimWorld.@Nullable Primary lastPrimary;
  private @Nullable Look lastLook;
  private long wakeAt;
  private long downUntil;
  String state = "New";

  SimOperator(SimWorld world, Brain brain, SimLaws laws) {
    this.world = world;
    this.brain = brain;
    this.laws = laws;
    this.random = world.random;
    this.caches = new Caches(world);
  }

  /** What is seen, and of how many deletions of servers a watch has told. */
  private record Look(DeploymentObserved seen, int deletions) {}

  /** The readers of one process; a new process lists everything anew. */
  private record Caches(
      Timeline<SimWorld.Primary>.Reader primary,
      Timeline<List<VersionFacts>>.Reader versions,
      Timeline<Map<String, StoreFacts>>.Reader stores,
      Timeline<Map<String, RevisionFacts>>.Reader revisions,
      Timeline<SimWorld.Listed>.Reader servers,
      Timeline<List<String>>.Reader services,
      Timeline<SimWorld.Published>.Reader published,
      Timeline<List<SimWorld.RouterPod>>.Reader routers) {
    Caches(SimWorld world) {
      this(
          world.primaryLine.reader(),
          world.versionLine.reader(),
          world.storeLine.reader(),
          world.revisionLine.reader(),
          world.serverLine.reader(),
          world.serviceLine.reader(),
          world.publishedLine.reader(),
          world.routerLine.reader());
    }

    Look look(RandomGenerator random) {
      SimWorld.Listed listed = servers.read(random, LATE);
      return new Look(observe(listed.all(), random), listed.deletions());
    }

    private DeploymentObserved observe(List<SimWorld.Carried> seenServers, RandomGenerator random) {
      Map<String, RevisionFacts> known = new TreeMap<>();
      seenServers.forEach(s -> known.put(s.copy().name(), s.copy()));
      known.putAll(revisions.read(random, LATE));
      SimWorld.Published seenRoute = published.read(random, LATE);
      return new DeploymentObserved(
          versions.read(random, LATE),
          stores.read(random, LATE),
          List.copyOf(known.values()),
          seenServers.stream().map(SimWorld.Carried::facts).toList(),
          services.read(random, LATE),
          seenRoute.table(),
          routers.read(random, LATE).stream()
              .map(r ->
                  new RouterFacts(
                      r.name(),
                      r.ready(),
                      r.ends(),
                      Optional.ofNullable(seenRoute.acknowledgements().get(r.name()))))
              .toList(),
          Optional.empty(),
          List.of(new OwnerFacts("fare", "uid")));
    }
  }

  /** Reconciles when something changed, when it is time, or for no reason at all. */
  void tick(boolean calm) {
    // Events that come close together are one.
    if (world.tick < downUntil || random.nextInt(5) < 2) {
      return;
    }
    SimWorld.Primary primary = caches.primary().read(random, 2);
    Look look = caches.look(random);
    boolean same = primary.equals(lastPrimary) && look.equals(lastLook);
    if (same && world.tick < wakeAt && random.nextInt(100) > 0) {
      return;
    }
    lastPrimary = primary;
    lastLook = look;
    ModelDeployment deployment = primary.object();
    Plan<ModelDeploymentStatus> plan = brain.decide(deployment, look.seen(), world.now());
    wakeAt =
        plan.wakeUp()
            .map(d -> world.tick + Math.max(1, (d.toMillis() + 999) / 1000))
            .orElse(Long.MAX_VALUE);
    state = plan.verdict().claim().reason().name();
    boolean crashes = !calm && random.nextInt(1000) < CRASH_PER_MILLE;
    int crashAt = crashes ? random.nextInt(plan.steps().size() + 2) : -1;
    int index = 0;
    for (Step step : plan.steps()) {
      if (index++ == crashAt) {
        crash();
        return;
      }
      if (step instanceof Step.AwaitGone(var target, var ignored)
          && world.servers.containsKey(target.name())) {
        wakeAt = world.tick + AFTER_REFUSAL;
        write(primary, before(primary), notYet(plan));
        return;
      }
      execute(step, primary);
    }
    if (crashAt == plan.steps().size()) {
      crash();
      return;
    }
    write(primary, plan.next(), plan.verdict());
    if (crashAt > plan.steps().size()) {
      crash();
    }
  }

  /** The process ends; another begins a little later. */
  void crash() {
    downUntil = world.tick + 1 + random.nextInt(6);
    caches = new Caches(world);
    lastLook = null;
  }

  private void execute(Step step, SimWorld.Primary by) {
    switch (step) {
      case Step.Apply(Route route, var ignored) -> {
        RouteTable table = Json.mapper().convertValue(route.getSpec(), RouteTable.class);
        laws.publishing(table, by);
        world.route = Optional.of(table);
      }
      case Step.Apply(Deployment servers, var ignored) when isServers(servers) ->
          apply(servers, by);
      case Step.Apply(Service service, var ignored)
          when service.getMetadata().getLabels().containsKey(Labels.REVISION) ->
          world.services.add(service.getMetadata().getName());
      case Step.Apply ignored -> {}
      case Step.Create create -> {
        ControllerRevision revision = (ControllerRevision) create.resource();
        String name = revision.getMetadata().getName();
        world.revisions.putIfAbsent(name, facts(name, revision.getData()));
      }
      case Step.Delete(Step.Target target, var ignored) -> delete(target);
      case Step.AwaitGone ignored -> {}
      default -> throw new IllegalStateException("no step of this room: " + step);
    }
    world.note();
  }

  private static boolean isServers(Deployment deployment) {
    return deployment.getMetadata().getLabels().containsKey(Labels.REVISION);
  }

  private RevisionFacts facts(String name, Object data) {
    return new RevisionFacts(
        name, Json.mapper().convertValue(data, RevisionData.class), world.now());
  }

  private void apply(Deployment desired, SimWorld.Primary by) {
    String name = desired.getMetadata().getName();
    int replicas = desired.getSpec().getReplicas();
    SimServers present = world.servers.get(name);
    if (present == null) {
      String copy = desired.getMetadata().getAnnotations().get(ServingLabels.REVISION_DATA);
      RevisionFacts revision =
          new RevisionFacts(name, Json.read(copy, RevisionData.class), world.now());
      world.servers.put(
          name, new SimServers(revision, world.isBroken(revision), replicas, world.now()));
    } else {
      laws.scaling(present, replicas, by);
      present.scale(replicas);
    }
    laws.starting(name, replicas);
  }

  private void delete(Step.Target target) {
    String name = target.name();
    if (target.type() == Deployment.class) {
      laws.retiring(name);
      world.endServers(name);
    } else if (target.type() == Service.class) {
      laws.retiring(name);
      world.services.remove(name);
    } else {
      world.revisions.remove(name);
    }
  }

  private static ModelDeploymentStatus before(SimWorld.Primary primary) {
    return DeploymentReconciler.SHAPE.of(primary.object());
  }

  /** As the shell does where a step ends the plan. */
  private static Verdict notYet(Plan<ModelDeploymentStatus> plan) {
    return Verdict.progressing(Reason.Terminating, "it is there")
        .whileStanding(plan.verdict().standing());
  }

  private void write(SimWorld.Primary primary, ModelDeploymentStatus next, Verdict verdict) {
    List<Condition> conditions =
        Conditions.apply(
            before(primary).conditions(), primary.generation(), verdict, List.of(), world.now());
    ModelDeploymentStatus said =
        DeploymentReconciler.SHAPE.decorate().with(next, primary.generation(), conditions);
    laws.saying(said);
    world.status = said;
    world.note();
    // What the write returns is in the cache at once.
    caches.primary().fresh();
  }
}
