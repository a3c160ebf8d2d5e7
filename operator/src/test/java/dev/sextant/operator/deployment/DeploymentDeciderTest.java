package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.Route;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeploymentDeciderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private String spec = "version: Latest, scaling: {replicas: 2}";
  private final List<VersionFacts> versions = new ArrayList<>(List.of(version(1), version(2)));
  private final List<RevisionFacts> revisions = new ArrayList<>(List.of(revision(1), revision(2)));
  private final List<ServerFacts> servers = new ArrayList<>();
  private final List<RouterFacts> routers = new ArrayList<>();
  private Map<String, StoreFacts> stores = Map.of("default", SimWorld.STORE);
  private Optional<RouteTable> route = Optional.empty();
  private ModelDeploymentStatus status;
  private Instant now = NOW;

  @Test
  void changesNothingForCallersWhileOneOfTwoServersIsReady() {
    serves(1, 2);
    servers.add(servers(revision(2), 2, 1));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(arms(plan)).containsExactly(revision(1).name());
    assertThat(replicas(plan, revision(1))).isEqualTo(2);
    assertThat(said(plan))
        .isEqualTo(
            "fare-v2 is getting ready: 1 of 2 servers; if they are not by 2026-01-01T00:10:00Z (spec.progressDeadline), it is rejected and nothing changes for callers");
    assertThat(plan.verdict().standing().map(Claim::message))
        .contains("fare-v1 serves on 2 servers");
  }

  @Test
  void routesWhenAllAreReadyAndRetiresNothingBeforeTheRoutersKnow() {
    serves(1, 2);
    servers.add(servers(revision(2), 2, 2));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(arms(plan)).containsExactly(revision(2).name());
    assertThat(deleted(plan)).isEmpty();
    assertThat(said(plan)).isEqualTo("requests move to fare-v2: the route is being published");
  }

  @Test
  void waitsForEveryRouterAndNamesIt() {
    serves(2, 2);
    servers.add(servers(revision(1), 2, 2));
    routers.add(new RouterFacts("router-b", true, Optional.empty(), Optional.of("older")));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(deleted(plan)).isEmpty();
    assertThat(said(plan))
        .isEqualTo(
            "requests move to fare-v2: waiting for router-b; a router that stays behind is waited for while it serves callers: delete its pod to go on");
  }

  @Test
  void saysUntilWhenARouterThatEndsIsWaitedFor() {
    serves(2, 2);
    servers.add(servers(revision(1), 2, 2));
    routers.add(
        new RouterFacts(
            "router-b", false, Optional.of(NOW.minusSeconds(30)), Optional.of("older")));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(deleted(plan)).isEmpty();
    assertThat(said(plan))
        .isEqualTo(
            "requests move to fare-v2: waiting for router-b (it ends; until 2026-01-01T00:00:30Z at the latest)");
    assertThat(plan.wakeUp()).contains(java.time.Duration.ofSeconds(30));
  }

  @Test
  void waitsForARouterThatIsNotReadyWhileItMayServe() {
    serves(2, 2);
    servers.add(servers(revision(1), 2, 2));
    routers.add(new RouterFacts("router-b", false, Optional.empty(), Optional.of("older")));
    routers.add(new RouterFacts("router-c", false, Optional.empty(), Optional.empty()));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(deleted(plan)).isEmpty();
    assertThat(said(plan)).startsWith("requests move to fare-v2: waiting for router-b;");
  }

  @Test
  void usesARestoredRevisionWithTheImagesThatItWasMadeWith() {
    RevisionFacts now = revision(2);
    revisions.clear();
    revisions.add(
        new RevisionFacts(
            now.name(),
            new RevisionData(
                1, now.data().model(), now.data().server(), "server:kept", "worker:kept"),
            NOW));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(deployed(plan, now).getSpec().getTemplate().getSpec())
        .satisfies(pod -> {
          assertThat(pod.getContainers().getFirst().getImage()).isEqualTo("server:kept");
          assertThat(pod.getInitContainers().getFirst().getImage()).isEqualTo("worker:kept");
        });
  }

  @Test
  void makesANewRevisionWithTheImagesOfToday() {
    revisions.clear();

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(
            deployed(plan, revision(2))
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage())
        .isEqualTo(SimWorld.SETTINGS.serverImage());
  }

  @Test
  void waitsNoLongerForARouterOfALostNode() {
    serves(2, 2);
    servers.add(servers(revision(1), 2, 2));
    routers.add(
        new RouterFacts(
            "router-b", false, Optional.of(NOW.minusSeconds(61)), Optional.of("older")));

    assertThat(deleted(decide())).containsExactly(revision(1).name(), revision(1).name());
  }

  @Test
  void rejectsAVersionThatIsNotReadyInTimeAndSaysWhy() {
    serves(1, 2);
    servers.add(servers(revision(2), 2, 0));
    status = decide().next();
    now = NOW.plusSeconds(600);

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(arms(plan)).containsExactly(revision(1).name());
    assertThat(plan.verdict()).isInstanceOf(Verdict.Stalled.class);
    assertThat(said(plan))
        .isEqualTo(
            "ModelVersion 'fare-v2' did not get ready within 10m: 0 of 2 servers are ready; publish a new version, or change spec.server to try this one again (an annotation in spec.server.pod is enough)");
    status = plan.next();
    assertThat(replicas(decide(), revision(2))).isZero();
    assertThat(deleted(decide())).contains(revision(2).name());
  }

  @Test
  void triesNothingTwiceWhereMoreVersionsFailThanAreRemembered() {
    serves(1, 2);
    spec = "version: Latest, scaling: {replicas: 2}, server: {threads: 2}";
    List<String> tried = new ArrayList<>();
    for (int number = 3; number <= 13; number++) {
      versions.add(version(number));
      tried.addAll(tryAll());
    }
    spec = "version: Latest, scaling: {replicas: 2}, server: {threads: 3}";
    tried.addAll(tryAll());

    assertThat(tried).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(status.rejected()).hasSize(10);
    assertThat(decide().verdict()).isInstanceOf(Verdict.Stalled.class);
  }

  /** Lets one candidate after the other fail until nothing else is tried. */
  private List<String> tryAll() {
    List<String> tried = new ArrayList<>();
    status = decide().next();
    while (status.candidate() != null && tried.size() < 30) {
      tried.add(status.candidate().revision());
      now = now.plusSeconds(600);
      status = decide().next();
      status = decide().next();
    }
    return tried;
  }

  @Test
  void doesNotRejectAtOnceWhatHasOldServers() {
    serves(1, 2);
    servers.add(
        new ServerFacts(
            revision(2).name(), 0, 0, 0, true, NOW.minusSeconds(9_000), Optional.empty()));

    assertThat(reason(decide())).isEqualTo(Reason.RollingOut);
  }

  @Test
  void goesOnServingAVersionThatWasDeleted() {
    serves(2, 2);
    versions.remove(1);

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(arms(plan)).containsExactly(revision(2).name());
    assertThat(plan.verdict()).isInstanceOf(Verdict.Ready.class);
  }

  @Test
  void isReadyAndIdleWithZeroReplicas() {
    spec = "version: Latest, scaling: {replicas: 0}";

    Plan<ModelDeploymentStatus> first = decide();
    publish(first);
    Plan<ModelDeploymentStatus> second = decide();

    assertThat(arms(first)).isEmpty();
    assertThat(second.verdict())
        .isEqualTo(
            Verdict.ready(
                Reason.Idle,
                "spec.scaling.replicas: 0 servers are asked for, requests are answered 503; raise it to serve"));
  }

  @Test
  void keepsServersUntilTheEmptyRouteIsAcknowledged() {
    serves(2, 2);
    spec = "version: Latest, scaling: {replicas: 0}";

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(arms(plan)).isEmpty();
    assertThat(replicas(plan, revision(2))).isZero();
    assertThat(plan.steps()).noneMatch(s -> isServers(s, revision(2)));
  }

  @Test
  void takesAnEarlierAcknowledgementOfTheSameContentForNone() {
    spec = "version: Latest, scaling: {replicas: 0}";
    publish(decide());
    String empty = route.orElseThrow().contentHash();
    serves(2, 2);
    routers.clear();
    routers.add(new RouterFacts("router-a", true, Optional.empty(), Optional.of(empty)));

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(table(plan).contentHash()).isNotEqualTo(empty);
    assertThat(plan.steps()).noneMatch(s -> isServers(s, revision(2)));
  }

  @Test
  void isNotReadyByTheOlderRouteOfARouterThatLedNowhere() {
    spec = "version: Latest, scaling: {replicas: 0}";
    publish(decide());
    String closed = route.orElseThrow().contentHash();
    spec = "version: Latest, scaling: {replicas: 2}";
    serves(1, 2);
    String leading = route.orElseThrow().contentHash();
    serves(2, 2);
    status =
        DeploymentReconciler.SHAPE
            .decorate()
            .with(
                decide().next(),
                1,
                Conditions.apply(
                    List.of(), 1, Verdict.ready(Reason.Serving, "it serves"), List.of(), NOW));

    assertThat(standingBy(leading)).isPresent();
    assertThat(standingBy(closed)).isEmpty();
  }

  private Optional<Claim> standingBy(String acknowledged) {
    routers.clear();
    routers.add(new RouterFacts("router-a", true, Optional.empty(), Optional.of(acknowledged)));
    return decide().verdict().standing();
  }

  @Test
  void makesWhatServesAnewWhereNothingOfItIsSeen() {
    serves(2, 2);
    loseSight();

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(table(plan)).isEqualTo(route.orElseThrow());
    assertThat(replicas(plan, revision(2))).isEqualTo(2);
    assertThat(reason(plan)).isEqualTo(Reason.ServersNotReady);
  }

  @Test
  void endsTheRouteToWhatIsNoMoreSeenOnlyIfItsServersAreGone() {
    serves(1, 2);
    loseSight();

    Plan<ModelDeploymentStatus> plan = decide();

    assertThat(plan.steps())
        .startsWith(
            new Step.AwaitGone(
                new Step.Target(Deployment.class, "ns", revision(1).name()),
                new Ownership.Child("uid")));
    assertThat(arms(plan)).isEmpty();
    assertThat(replicas(plan, revision(2))).isEqualTo(2);
  }

  private void loseSight() {
    revisions.clear();
    servers.clear();
  }

  @Test
  void saysWhichVersionIsMissing() {
    spec = "version: fare-v9, scaling: {replicas: 2}";

    assertThat(said(decide()))
        .isEqualTo(
            "spec.version: ModelVersion 'fare-v9' does not exist in this namespace; create it or fix the name");
  }

  @Test
  void saysWhichStoreIsMissing() {
    stores = Map.of();

    assertThat(reason(decide())).isEqualTo(Reason.StoreNotFound);
  }

  @Test
  void decidesTheSameAgainWhenEverythingIsDone() {
    serves(2, 2);

    Plan<ModelDeploymentStatus> first = decide();
    status = first.next();
    Plan<ModelDeploymentStatus> second = decide();

    assertThat(second).isEqualTo(first);
    assertThat(deleted(second)).isEmpty();
    assertThat(table(second)).isEqualTo(route.orElseThrow());
  }

  private void serves(int number, int ready) {
    long sequence = route.isPresent() ? 2 : 1;
    RouteTable plain =
        RouteTable.of(
            new RouteTable.Deployment("fare", "uid"),
            "fare",
            30_000,
            List.of(Routing.arm(revision(number))));
    RouteTable table =
        new RouteTable(
            plain.deployment(),
            plain.model(),
            plain.timeoutMillis(),
            plain.arms(),
            plain.contentHash() + "-" + sequence);
    route = Optional.of(table);
    servers.add(servers(revision(number), 2, ready));
    routers.add(
        new RouterFacts("router-a", true, Optional.empty(), Optional.of(table.contentHash())));
  }

  private void publish(Plan<ModelDeploymentStatus> plan) {
    route = Optional.of(table(plan));
    status = plan.next();
  }

  private static ServerFacts servers(RevisionFacts revision, int wanted, int ready) {
    return new ServerFacts(revision.name(), wanted, ready, wanted, true, NOW, Optional.empty());
  }

  private static VersionFacts version(int number) {
    return new VersionFacts(
        "fare-v" + number,
        "fare",
        number,
        true,
        "sha256:%064d".formatted(number),
        "s3://b/" + number,
        "default");
  }

  private RevisionFacts revision(int number) {
    RevisionData data =
        RevisionData.of(
            ServedModel.of(version(number), SimWorld.STORE),
            deployment().getSpec().server(),
            SimWorld.SETTINGS);
    return new RevisionFacts(data.revisionName("fare"), data, NOW);
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

  private Plan<ModelDeploymentStatus> decide() {
    return DeploymentDecider.decide(
        deployment(),
        new DeploymentObserved(
            versions,
            stores,
            List.copyOf(revisions),
            servers,
            servers.stream().map(ServerFacts::revision).toList(),
            route,
            routers,
            Optional.empty(),
            List.of(new OwnerFacts("fare", "uid"))),
        SimWorld.SETTINGS,
        now);
  }

  private static RouteTable table(Plan<ModelDeploymentStatus> plan) {
    return plan.steps().stream()
        .filter(s -> s instanceof Step.Apply a && a.resource() instanceof Route)
        .map(s -> (Route) ((Step.Apply) s).resource())
        .map(r -> dev.sextant.contracts.Json.mapper().convertValue(r.getSpec(), RouteTable.class))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> arms(Plan<ModelDeploymentStatus> plan) {
    return table(plan).arms().stream().map(RouteTable.Arm::revision).toList();
  }

  private static List<String> deleted(Plan<ModelDeploymentStatus> plan) {
    return plan.steps().stream()
        .filter(Step.Delete.class::isInstance)
        .map(s -> ((Step.Delete) s).target().name())
        .toList();
  }

  private static boolean isServers(Step step, RevisionFacts revision) {
    return step instanceof Step.Apply a
        && a.resource() instanceof Deployment d
        && d.getMetadata().getName().equals(revision.name());
  }

  private static Deployment deployed(Plan<ModelDeploymentStatus> plan, RevisionFacts revision) {
    return plan.steps().stream()
        .filter(s -> isServers(s, revision))
        .map(s -> (Deployment) ((Step.Apply) s).resource())
        .findFirst()
        .orElseThrow();
  }

  private static int replicas(Plan<ModelDeploymentStatus> plan, RevisionFacts revision) {
    return plan.steps().stream()
        .filter(s -> isServers(s, revision))
        .map(s -> ((Deployment) ((Step.Apply) s).resource()).getSpec().getReplicas())
        .findFirst()
        .orElse(0);
  }

  private static String said(Plan<ModelDeploymentStatus> plan) {
    return plan.verdict().claim().message();
  }

  private static Reason reason(Plan<ModelDeploymentStatus> plan) {
    return plan.verdict().claim().reason();
  }
}
