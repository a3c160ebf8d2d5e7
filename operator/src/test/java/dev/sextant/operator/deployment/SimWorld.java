package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentSpec;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.NoProtocol;
import dev.sextant.api.serving.Protocol;
import dev.sextant.api.serving.RevisionHistory;
import dev.sextant.api.serving.Scaling;
import dev.sextant.api.serving.ScalingMode;
import dev.sextant.api.serving.Server;
import dev.sextant.api.serving.Traffic;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.sim.Timeline;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The objects of the API server as they are, and the controllers and routers that live on them. */
final class SimWorld {
  private static final int REMEMBERED = 45;
  static final ServingSettings SETTINGS =
      new ServingSettings("server:1", "worker:1", "router:1", "IfNotPresent", 2);
  static final StoreFacts STORE =
      new StoreFacts(
          "default",
          true,
          "usable",
          new StoreLocation("http://store:9000", "us-east-1", "b", "", true),
          "keys",
          Optional.empty());

  /** A spec and a status, as one read gives them. */
  record Primary(
      ModelDeploymentSpec spec, long generation, @Nullable ModelDeploymentStatus status) {
    ModelDeployment object() {
      ModelDeployment deployment = new ModelDeployment();
      deployment.setMetadata(
          new ObjectMetaBuilder()
              .withName("fare")
              .withNamespace("ns")
              .withUid("uid")
              .withGeneration(generation)
              .build());
      deployment.setSpec(spec);
      deployment.setStatus(status);
      return deployment;
    }
  }

  /** The route with what routers say of it: one object. */
  record Published(Optional<RouteTable> table, Map<String, String> acknowledgements) {}

  /** Servers with the copy of the revision that they carry. */
  record Carried(ServerFacts facts, RevisionFacts copy) {}

  /**
   * All servers.
   *
   * @param deletions how often some were deleted: a watch tells of it even where they are made anew
   *     and deleted again between two looks
   */
  record Listed(List<Carried> all, int deletions) {}

  /** A router pod. */
  record RouterPod(String name, boolean ready, Optional<Instant> ends) {}

  final RandomGenerator random;
  long tick;
  String version = "Latest";
  int replicas = 2;
  int threads = 1;
  String timeout = "30s";
  long generation = 1;
  @Nullable ModelDeploymentStatus status;
  final Map<String, VersionFacts> versions = new TreeMap<>();
  final Set<Integer> broken = new TreeSet<>();
  boolean storeGone;
  final Map<String, RevisionFacts> revisions = new TreeMap<>();
  final Map<String, SimServers> servers = new TreeMap<>();
  private final List<SimServers> ending = new ArrayList<>();
  final Set<String> services = new TreeSet<>();
  Optional<RouteTable> route = Optional.empty();
  final Map<String, String> acknowledgements = new TreeMap<>();
  final List<SimRouter> routers = new ArrayList<>();
  private int routersMade;
  private int versionsMade;
  private int deletions;

  final Timeline<Primary> primaryLine = new Timeline<>(REMEMBERED);
  final Timeline<List<VersionFacts>> versionLine = new Timeline<>(REMEMBERED);
  final Timeline<Map<String, StoreFacts>> storeLine = new Timeline<>(REMEMBERED);
  final Timeline<Map<String, RevisionFacts>> revisionLine = new Timeline<>(REMEMBERED);
  final Timeline<Listed> serverLine = new Timeline<>(REMEMBERED);
  final Timeline<List<String>> serviceLine = new Timeline<>(REMEMBERED);
  final Timeline<Published> publishedLine = new Timeline<>(REMEMBERED);
  final Timeline<List<RouterPod>> routerLine = new Timeline<>(REMEMBERED);
  private final Timeline<Optional<RouteTable>> routeLine = new Timeline<>(REMEMBERED);
  private final Timeline<Map<String, List<SimRouter.Address>>> sliceLine =
      new Timeline<>(REMEMBERED);

  SimWorld(RandomGenerator random) {
    this.random = random;
    addVersion(true, false);
    note();
    addRouter();
    addRouter();
    note();
  }

  Instant now() {
    return Instant.EPOCH.plusSeconds(tick);
  }

  void addVersion(boolean ready, boolean bad) {
    int number = ++versionsMade;
    if (bad) {
      broken.add(number);
    }
    String digest = "sha256:%064d".formatted(number);
    String name = "fare-v" + number;
    versions.put(
        name, new VersionFacts(name, "fare", number, ready, digest, "s3://b/" + number, "default"));
  }

  void addRouter() {
    routers.add(
        new SimRouter(
            "router-" + routersMade++, routeLine, sliceLine, tick + 2 + random.nextInt(4)));
  }

  /** One second passes for everything but the operator. */
  void pass() {
    tick++;
    servers.values().forEach(s -> s.tick(tick, random));
    ending.forEach(s -> s.tick(tick, random));
    ending.removeIf(s -> s.pods.isEmpty());
    note();
    for (SimRouter router : routers) {
      router
          .follow(tick, random, acknowledges(router))
          .ifPresent(hash -> acknowledgements.put(router.name, hash));
    }
    routers.removeIf(r -> r.gone(tick));
    while (routers.stream().filter(r -> !r.ending() && !r.lost).count() < SETTINGS.routers()) {
      addRouter();
    }
    note();
  }

  /** The first acknowledgement comes at once, later ones when the API server takes them. */
  private boolean acknowledges(SimRouter router) {
    boolean soon = !acknowledgements.containsKey(router.name) || random.nextBoolean();
    return soon && !router.isMute(tick);
  }

  /** Makes the present visible to those who look from now on. */
  void note() {
    primaryLine.note(tick, new Primary(spec(), generation, status));
    versionLine.note(tick, List.copyOf(versions.values()));
    storeLine.note(tick, storeGone ? Map.of() : Map.of("default", STORE));
    revisionLine.note(tick, Map.copyOf(revisions));
    serverLine.note(
        tick,
        new Listed(
            servers.values().stream().map(s -> new Carried(s.facts(), s.revision)).toList(),
            deletions));
    serviceLine.note(tick, List.copyOf(services));
    publishedLine.note(tick, new Published(route, Map.copyOf(acknowledgements)));
    routerLine.note(
        tick,
        routers.stream()
            .map(r ->
                new RouterPod(
                    r.name,
                    r.ready(tick),
                    r.ending()
                        ? Optional.of(Instant.EPOCH.plusSeconds(r.endsAt))
                        : Optional.empty()))
            .toList());
    routeLine.note(tick, route);
    sliceLine.note(tick, slices());
  }

  ModelDeploymentSpec spec() {
    Server plain = Server.defaults();
    return new ModelDeploymentSpec(
        "fare",
        version,
        new Protocol(new NoProtocol()),
        new Server(plain.runtime(), null, threads, plain.pod(), plain.drain(), plain.limits()),
        new Scaling(ScalingMode.Fixed, replicas),
        new Traffic(timeout),
        new RevisionHistory(2),
        "20s");
  }

  /** Whether servers of that revision can ever get ready. */
  boolean isBroken(RevisionFacts revision) {
    return broken.contains(revision.data().model().number()) || isBad(revision.data().server());
  }

  static boolean isBad(Server server) {
    return server.threads() == 13;
  }

  void endServers(String revision) {
    SimServers gone = servers.remove(revision);
    if (gone != null) {
      deletions++;
      gone.delete(tick);
      ending.add(gone);
    }
  }

  /** How many servers of a revision are ready. */
  int ready(String revision) {
    SimServers present = servers.get(revision);
    return present == null ? 0 : present.ready(tick);
  }

  /** The revision that the route leads to. */
  Optional<String> serving() {
    return route.flatMap(Routing::serving);
  }

  private Map<String, List<SimRouter.Address>> slices() {
    Map<String, List<SimRouter.Address>> slices = new HashMap<>();
    List<SimServers> all = new ArrayList<>(servers.values());
    all.addAll(ending);
    for (SimServers each : all) {
      if (services.contains(each.revision.name())) {
        List<SimRouter.Address> addresses =
            slices.computeIfAbsent(each.revision.name(), n -> new ArrayList<>());
        each.pods.forEach(
            p -> addresses.add(new SimRouter.Address(p, p.ready(tick), p.answers(tick))));
      }
    }
    return slices;
  }
}
