package dev.sextant.operator.deployment;

import dev.sextant.api.common.Condition;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.Route;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.shell.Sayings;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A deployment on its way: nothing, a first version, a second, a bad one, none. */
class DeploymentSaysTest {
  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final String LATEST = "version: Latest, scaling: {replicas: 2}";

  private final List<VersionFacts> versions = new ArrayList<>();
  private final List<RevisionFacts> revisions = new ArrayList<>();
  private final List<ServerFacts> servers = new ArrayList<>();
  private List<RouterFacts> routers = List.of();
  private Optional<Claim> routerProblem = Optional.empty();
  private Map<String, StoreFacts> stores = Map.of("default", SimWorld.STORE);
  private Optional<RouteTable> route = Optional.empty();
  private ModelDeploymentStatus status;
  private String spec = LATEST;
  private Instant now = NOW;
  private final Sayings sayings = new Sayings(deployment());

  @Test
  void saysWhatTheFileSays() {
    lacksAVersion();
    comesToServe();
    changes();
    cannotChange();
    servesIllAndNotAtAll();

    sayings.assertMatches("modeldeployment.txt");
  }

  private void lacksAVersion() {
    in("there is no version");
    versions.add(version(1, false));
    in("the only version is not Ready");
    versions.set(0, version(1, true));
    stores = Map.of();
    in("the store of the version does not exist");
    stores = Map.of("default", SimWorld.STORE);
    spec = "version: fare-v9, scaling: {replicas: 2}";
    in("the version that it names does not exist");
    spec = "version: tip-v1, scaling: {replicas: 2}";
    versions.add(
        new VersionFacts(
            "tip-v1", "tip", 1, true, "sha256:" + "e".repeat(64), "s3://b/t", "default"));
    in("the version that it names is one of another model");
    versions.removeLast();
    spec = LATEST;
  }

  private void comesToServe() {
    publish(in("there is a version"));
    server(1, 1, Optional.empty());
    in("one of two servers is ready");
    server(1, 2, Optional.empty());
    publish(in("both servers are ready"));
    routerProblem =
        Optional.of(
            new Claim(
                Reason.Unschedulable,
                "no node takes the pod: 1 Insufficient memory; free or add room, or lower the requests"));
    in("no router is ready");
    routerProblem = Optional.empty();
    routers = List.of(router(hash()), router("older"));
    in("a router goes by no route of it yet");
    routers = List.of(router(hash()), router(hash()));
    publish(in("both routers lead to both servers"));
  }

  private void changes() {
    versions.add(version(2, true));
    publish(in("there is a second version"));
    server(
        2,
        1,
        Optional.of(
            problem(
                "its container crashes", 3, "Error", "no golden request was answered rightly")));
    in("a server of it crashes");
    server(2, 0, Optional.of(problem("it is killed", 137, "OOMKilled", "")));
    in("a server of it uses too much memory");
    server(2, 0, Optional.of(new Claim(Reason.Denied, "pods are forbidden: exceeded quota")));
    in("a quota refuses its pods");
  }

  private void cannotChange() {
    ModelDeploymentStatus before = status;
    server(2, 1, Optional.empty());
    now = NOW.plusSeconds(600);
    in("it is not ready in time");
    server(
        2,
        0,
        Optional.of(problem("it crashes", 3, "Error", "no golden request was answered rightly")));
    Plan<ModelDeploymentStatus> rejected = in("it crashed until its time was over");
    publish(rejected);
    in("the version is rejected, and the first serves");
    servers.removeLast();
    versions.removeLast();
    status = before;
    now = NOW;
  }

  private void servesIllAndNotAtAll() {
    server(1, 1, Optional.empty());
    in("one server of what serves is lost");
    server(1, 0, Optional.of(problem("it crashes", 1, "Error", "")));
    in("all servers of what serves crash");
    spec = "version: fare-v9, scaling: {replicas: 2}";
    in("all servers crash and the spec names a version that does not exist");
    server(1, 2, Optional.empty());
    spec = "version: Latest, scaling: {replicas: 0}";
    publish(in("no servers are asked for"));
    routers = List.of(router(hash()));
    in("no router leads to servers any more, which end");
    server(1, 0, Optional.empty());
    publish(in("there are no servers"));
    in("it stays at none");
  }

  private static Claim problem(String situation, int code, String reason, String message) {
    Pod pod =
        Yaml.read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            status:
              phase: Running
              containerStatuses:
              - name: server
                ready: false
                state: {terminated: {exitCode: %d, reason: %s, message: %s}}
            """
                .formatted(situation.replace(' ', '-'), code, reason, Json.write(message)),
            Pod.class);
    return PodProblem.of(List.of(pod)).orElseThrow();
  }

  private String hash() {
    return route.orElseThrow().contentHash();
  }

  private void server(int number, int ready, Optional<Claim> problem) {
    String revision = revision(number).name();
    servers.removeIf(s -> s.revision().equals(revision));
    servers.add(new ServerFacts(revision, 2, ready, 2, true, NOW, problem));
  }

  private static RouterFacts router(String hash) {
    return new RouterFacts(
        "sextant-router-" + hash.length(), true, Optional.empty(), Optional.of(hash));
  }

  private static VersionFacts version(int number, boolean ready) {
    return new VersionFacts(
        "fare-v" + number,
        "fare",
        number,
        ready,
        "sha256:%064d".formatted(number),
        "s3://b/" + number,
        "default");
  }

  private RevisionFacts revision(int number) {
    RevisionData data =
        RevisionData.of(
            ServedModel.of(version(number, true), SimWorld.STORE),
            deployment().getSpec().server(),
            SimWorld.SETTINGS);
    return new RevisionFacts(data.revisionName("fare"), data, NOW);
  }

  /** What was planned is done. */
  private void publish(Plan<ModelDeploymentStatus> plan) {
    route =
        plan.steps().stream()
            .filter(s -> s instanceof Step.Apply a && a.resource() instanceof Route)
            .map(s -> (Route) ((Step.Apply) s).resource())
            .map(r -> Json.mapper().convertValue(r.getSpec(), RouteTable.class))
            .findFirst();
    List<Condition> before = status == null ? List.of() : status.conditions();
    status =
        DeploymentReconciler.SHAPE
            .decorate()
            .with(plan.next(), 1, Conditions.apply(before, 1, plan.verdict(), plan.domain(), now));
    revisions.clear();
    versions.forEach(v -> revisions.add(revision(v.number())));
  }

  private Plan<ModelDeploymentStatus> in(String situation) {
    Plan<ModelDeploymentStatus> plan =
        DeploymentDecider.decide(
            deployment(),
            new DeploymentObserved(
                versions,
                stores,
                List.copyOf(revisions),
                List.copyOf(servers),
                servers.stream().map(ServerFacts::revision).toList(),
                route,
                routers,
                routerProblem,
                List.of(new OwnerFacts("fare", "uid"))),
            SimWorld.SETTINGS,
            now);
    sayings.in(situation, plan);
    return plan;
  }

  private ModelDeployment deployment() {
    ModelDeployment deployment =
        Yaml.read(
            """
            apiVersion: sextant.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: fare, namespace: ns, uid: uid, generation: 1}
            spec: {model: fare, protocol: {none: {}}, %s}
            """
                .formatted(spec),
            ModelDeployment.class);
    deployment.setStatus(status);
    return deployment;
  }
}
