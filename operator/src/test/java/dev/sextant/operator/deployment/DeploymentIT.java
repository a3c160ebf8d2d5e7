package dev.sextant.operator.deployment;

import static dev.sextant.operator.deployment.ServingCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.RunningOperator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("apiserver")
class DeploymentIT {
  private final AtomicInteger writes = new AtomicInteger();
  private KubernetesClient people;
  private KubernetesClient ours;
  private ServingCluster cluster;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    people = ApiServer.start().client();
    ours =
        ApiServer.start()
            .clientWith((method, path) -> {
              if (!method.equals("GET") && !path.contains("/events")) {
                writes.incrementAndGet();
              }
            });
    cluster = new ServingCluster(people, ApiServer.namespace(people));
    operator = ServingCluster.operator(ours, cluster.namespace);
  }

  @AfterEach
  void stop() {
    operator.close();
    ours.close();
    people.close();
  }

  @Test
  void goesFromOneVersionToTheNextInTheSafeOrder() {
    Pod router = cluster.serve();
    String before = cluster.hash();

    cluster.version(2);
    eventually(() -> assertThat(cluster.servers(2)).isPresent());
    assertThat(cluster.hash()).isEqualTo(before);
    assertThat(cluster.reason(ConditionTypes.READY)).isEqualTo("Serving");

    cluster.serversGetReady(2);
    eventually(() -> assertThat(cluster.hash()).isNotEqualTo(before));
    eventually(() ->
        assertThat(cluster.message(ConditionTypes.RECONCILING))
            .startsWith("requests move to fare-v2: waiting for router-a;"));
    assertThat(cluster.servers(1)).isPresent();
    assertThat(cluster.is(ConditionTypes.READY)).isTrue();
    eventually(() -> assertThat(routeReady()).isFalse());

    cluster.follows(router, 2);
    eventually(() -> assertThat(cluster.servers(1)).isEmpty());
    eventually(() -> assertThat(cluster.deployment().getStatus().version()).isEqualTo("fare-v2"));
    eventually(() -> assertThat(routeReady()).isTrue());
    assertThat(cluster.route().getStatus().acknowledged()).isEqualTo("1/1");
    assertThat(cluster.route().getStatus().inForce()).isEqualTo(cluster.hash());
    assertThat(cluster.route().getStatus().observedGeneration())
        .isEqualTo(cluster.route().getMetadata().getGeneration());
    assertThat(services()).extracting(s -> s.getMetadata().getName()).hasSize(2);
    assertThat(revisions()).isEqualTo(2);
  }

  @Test
  void writesNothingWhenEverythingIsDone() {
    cluster.serve();
    eventually(() -> assertThat(routeReady()).isTrue());
    await().during(Duration.ofSeconds(2)).atMost(Duration.ofMinutes(1)).until(this::quiet);

    int before = writes.get();
    cluster.patch("{\"metadata\":{\"labels\":{\"team\":\"rides\"}}}");
    people
        .resource(cluster.route())
        .edit(r -> {
          r.getMetadata().setAnnotations(Map.of("seen", "yes"));
          return r;
        });

    // One apply of the route is the check that the foreign annotation took nothing of ours.
    await().during(Duration.ofSeconds(4)).atMost(Duration.ofMinutes(1)).until(this::quiet);
    assertThat(writes.get()).isEqualTo(before);
  }

  @Test
  void leavesCallersAloneWhenAVersionNeverGetsReady() {
    cluster.serve();
    String before = cluster.hash();
    cluster.patch("{\"spec\":{\"progressDeadline\":\"4s\"}}");

    cluster.version(2);

    eventually(() -> assertThat(cluster.is(ConditionTypes.STALLED)).isTrue());
    assertThat(cluster.reason(ConditionTypes.STALLED)).isEqualTo("ProgressDeadlineExceeded");
    assertThat(cluster.message(ConditionTypes.STALLED))
        .startsWith("ModelVersion 'fare-v2' did not get ready within 4s: 0 of 2 servers are ready");
    assertThat(cluster.reason(ConditionTypes.READY)).isEqualTo("Serving");
    assertThat(cluster.hash()).isEqualTo(before);
    eventually(() -> assertThat(cluster.servers(2)).isEmpty());
    assertThat(cluster.servers(1).orElseThrow().getSpec().getReplicas()).isEqualTo(2);
  }

  @Test
  void neverSeizesAServiceThatSomebodyElseMade() {
    Service theirs =
        people
            .resource(
                cluster
                    .client
                    .getKubernetesSerialization()
                    .unmarshal(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: fare, namespace: %s}
                        spec: {selector: {app: theirs}, ports: [{port: 80}]}
                        """
                            .formatted(cluster.namespace),
                        Service.class))
            .create();
    cluster.version(1);
    people.resource(cluster.wanted()).create();

    eventually(() -> assertThat(cluster.reason(ConditionTypes.STALLED)).isEqualTo("NameConflict"));
    assertThat(cluster.message(ConditionTypes.STALLED))
        .isEqualTo(
            "Service fare exists and was not made for this object; delete or rename it, or rename"
                + " this one");
    assertThat(people.resource(theirs).get().getSpec()).isEqualTo(theirs.getSpec());
    assertThat(people.resource(theirs).get().getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void neverSeizesADeploymentOfTheNameOfTheRouters() {
    Deployment theirs = RouterResources.deployment(cluster.namespace, List.of(), SimWorld.SETTINGS);
    theirs.getMetadata().setLabels(Map.of("app", "theirs"));
    people.resource(theirs).create();
    cluster.version(1);
    people.resource(cluster.wanted()).create();

    eventually(() -> assertThat(cluster.reason(ConditionTypes.STALLED)).isEqualTo("NameConflict"));
    assertThat(people.resource(theirs).get().getMetadata().getLabels())
        .isEqualTo(Map.of("app", "theirs"));
  }

  @Test
  void endsServersAtZeroReplicasOnlyWhenNobodyIsLedToThem() {
    Pod router = cluster.serve();

    cluster.patch("{\"spec\":{\"scaling\":{\"replicas\":0}}}");
    eventually(() -> assertThat(cluster.route().getSpec().arms()).isEmpty());
    eventually(() -> assertThat(cluster.reason(ConditionTypes.RECONCILING)).isEqualTo("Draining"));
    assertThat(cluster.servers(1).orElseThrow().getSpec().getReplicas()).isEqualTo(2);

    cluster.acknowledge(router, cluster.hash());
    eventually(() -> assertThat(cluster.servers(1).orElseThrow().getSpec().getReplicas()).isZero());
    cluster.serversGetReady(1);
    eventually(() -> assertThat(cluster.is(ConditionTypes.RECONCILING)).isFalse());
    assertThat(cluster.reason(ConditionTypes.READY)).isEqualTo("Idle");
    assertThat(cluster.is(ConditionTypes.READY)).isTrue();
  }

  @Test
  void makesNothingAnewForAnObjectThatIsDeleted() {
    cluster.serve();
    ModelDeployment present = cluster.deployment();
    String uid = present.getMetadata().getUid();
    List<HasMetadata> children = List.copyOf(children());
    assertThat(children)
        .isNotEmpty()
        .allSatisfy(child ->
            assertThat(child.getMetadata().getOwnerReferences())
                .extracting(o -> o.getUid())
                .containsExactly(uid));

    people.resource(present).delete();
    children.forEach(child -> people.resource(child).delete());

    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofMinutes(1))
        .until(() -> children().isEmpty());
  }

  @Test
  void forgetsARouterThatWasKilledAndNoOther() {
    Pod router = cluster.serve();
    Pod killed = cluster.router("router-b", true);
    cluster.acknowledge(killed, cluster.hash());
    eventually(() -> assertThat(cluster.route().getStatus().acknowledged()).isEqualTo("2/2"));

    cluster.kill(killed);

    eventually(() ->
        assertThat(cluster.route().getStatus().routers())
            .extracting(r -> r.podUid())
            .containsExactly(router.getMetadata().getUid()));
    assertThat(cluster.route().getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .contains("sextant-router-router-a", "sextant-route")
        .doesNotContain("sextant-router-router-b");
    eventually(() -> assertThat(cluster.route().getStatus().acknowledged()).isEqualTo("1/1"));
  }

  @Test
  void waitsForARouterThatMayServeAndNotForOneThatWasEvicted() {
    Pod router = cluster.serve();
    Pod unready = cluster.router("router-b", false);
    Pod evicted = cluster.router("router-c", true);
    cluster.acknowledge(unready, cluster.hash());
    cluster.acknowledge(evicted, cluster.hash());
    cluster.say(evicted, "Failed", false);
    cluster.version(2);
    cluster.serversGetReady(2);
    cluster.follows(router, 2);

    eventually(() ->
        assertThat(cluster.message(ConditionTypes.RECONCILING))
            .startsWith("requests move to fare-v2: waiting for router-b;"));
    assertThat(cluster.servers(1)).isPresent();
    assertThat(cluster.route().getStatus().routers())
        .extracting(r -> r.router())
        .containsExactlyInAnyOrder("router-a", "router-b");

    cluster.acknowledge(unready, cluster.hash());
    eventually(() -> assertThat(cluster.servers(1)).isEmpty());
  }

  @Test
  void usesARestoredRevisionWithTheImagesThatItKept() {
    cluster.serve();
    operator.close();
    Deployment servers = cluster.servers(1).orElseThrow();
    people
        .apps()
        .controllerRevisions()
        .inNamespace(cluster.namespace)
        .withName(servers.getMetadata().getName())
        .delete();
    people.resource(servers).delete();
    RevisionData made =
        dev.sextant.contracts.Json.read(
            servers.getMetadata().getAnnotations().get(ServingLabels.REVISION_DATA),
            RevisionData.class);
    RevisionFacts kept =
        new RevisionFacts(
            servers.getMetadata().getName(),
            new RevisionData(1, made.model(), made.server(), "server:kept", "worker:kept"),
            java.time.Instant.EPOCH);
    people
        .resource(new ServingResources(cluster.deployment(), SimWorld.SETTINGS).revision(kept))
        .create();

    operator = ServingCluster.operator(ours, cluster.namespace);

    eventually(() -> assertThat(cluster.servers(1)).isPresent());
    assertThat(
            cluster
                .servers(1)
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage())
        .isEqualTo("server:kept");
  }

  private boolean quiet() {
    int before = writes.get();
    return lastSeen.getAndSet(before) == before;
  }

  private final AtomicInteger lastSeen = new AtomicInteger();

  private boolean routeReady() {
    return cluster.route().getStatus() != null
        && Conditions.isReady(cluster.route().getStatus().conditions());
  }

  private List<Service> services() {
    return people
        .services()
        .inNamespace(cluster.namespace)
        .withLabel(Labels.OWNER_NAME, "fare")
        .list()
        .getItems();
  }

  private int revisions() {
    return people
        .apps()
        .controllerRevisions()
        .inNamespace(cluster.namespace)
        .list()
        .getItems()
        .size();
  }

  private List<HasMetadata> children() {
    List<HasMetadata> all = new java.util.ArrayList<>(services());
    all.addAll(
        people
            .apps()
            .deployments()
            .inNamespace(cluster.namespace)
            .withLabel(Labels.OWNER_NAME, "fare")
            .list()
            .getItems());
    all.addAll(
        people.apps().controllerRevisions().inNamespace(cluster.namespace).list().getItems());
    if (cluster.route() != null) {
      all.add(cluster.route());
    }
    return all;
  }
}
