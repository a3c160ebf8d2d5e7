package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionStatus;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.Route;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;

/** A namespace of an API server, with a part for the controllers and routers that it lacks. */
final class ServingCluster {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  final KubernetesClient client;
  final String namespace;

  ServingCluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
    ArtifactStore store = client.resource(Samples.store(namespace)).create();
    store.setStatus(new ArtifactStoreStatus(1L, List.of(ready()), null, null, null));
    client.resource(store).updateStatus();
  }

  /** The controllers of this room. */
  static RunningOperator operator(KubernetesClient client, String namespace) {
    Reconciliations reconciliations =
        new Reconciliations(client, new FakeResults(), Clock.systemUTC());
    return RunningOperator.start(
        client,
        namespace,
        new DeploymentReconciler(reconciliations, SimWorld.SETTINGS),
        new RouteReconciler(reconciliations));
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(LIMIT).untilAsserted(assertion);
  }

  /** Registers a version that can be served. */
  void version(int number) {
    ModelVersion version =
        client
            .resource(
                Yaml.read(
                    """
                    apiVersion: sextant.dev/v1alpha1
                    kind: ModelVersion
                    metadata: {name: fare-v%1$d, namespace: %2$s, labels: {sextant.dev/model: fare}}
                    spec:
                      model: fare
                      number: %1$d
                      origin: Imported
                      artifact: {uri: "s3://sextant/models/%1$d.json", digest: "sha256:%3$064d"}
                      task: {kind: Regression}
                      signature:
                        inputs: [{name: distance, type: Double, datatype: FP64}]
                        outputs: [{name: prediction, datatype: FP64}]
                    """
                        .formatted(number, namespace, number),
                    ModelVersion.class))
            .create();
    version.setStatus(new ModelVersionStatus(1L, List.of(ready())));
    client.resource(version).updateStatus();
  }

  private static Condition ready() {
    return new Condition(ConditionTypes.READY, ConditionStatus.True, 1L, null, "Fine", "fine");
  }

  ModelDeployment wanted() {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ModelDeployment
        metadata: {name: fare, namespace: %s}
        spec: {model: fare, protocol: {none: {}}, scaling: {replicas: 2}}
        """
            .formatted(namespace),
        ModelDeployment.class);
  }

  void patch(String json) {
    client.resource(wanted()).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  ModelDeployment deployment() {
    return client.resource(wanted()).get();
  }

  Route route() {
    return client.resources(Route.class).inNamespace(namespace).withName("fare").get();
  }

  String hash() {
    return route().getSpec().contentHash();
  }

  /** Type, status and reason of a condition, in one word each. */
  static Optional<Condition> condition(List<Condition> conditions, String type) {
    return Conditions.find(conditions, type);
  }

  String reason(String type) {
    ModelDeployment present = deployment();
    return present.getStatus() == null
        ? ""
        : condition(present.getStatus().conditions(), type).map(Condition::reason).orElse("");
  }

  boolean is(String type) {
    ModelDeployment present = deployment();
    return present.getStatus() != null && Conditions.isTrue(present.getStatus().conditions(), type);
  }

  String message(String type) {
    return condition(deployment().getStatus().conditions(), type)
        .map(Condition::message)
        .orElse("");
  }

  /** The servers of the revision of that version; empty when there are none. */
  Optional<Deployment> servers(int number) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel(Labels.REVISION)
        .list()
        .getItems()
        .stream()
        .filter(d -> {
          String data = d.getMetadata().getAnnotations().get(ServingLabels.REVISION_DATA);
          return data.contains("\"fare-v" + number + "\"");
        })
        .findFirst();
  }

  /** Says, as the Deployment controller does, that all servers of a version are ready. */
  void serversGetReady(int number) {
    eventually(() -> assertThat(servers(number)).isPresent());
    Deployment servers = servers(number).orElseThrow();
    int replicas = servers.getSpec().getReplicas();
    client
        .resource(servers)
        .editStatus(d -> {
          d.setStatus(
              new DeploymentStatusBuilder()
                  .withObservedGeneration(d.getMetadata().getGeneration())
                  .withReplicas(replicas)
                  .withUpdatedReplicas(replicas)
                  .withReadyReplicas(replicas)
                  .withAvailableReplicas(replicas)
                  .build());
          return d;
        });
  }

  /** A router pod, as the Deployment of routers would make it. */
  Pod router(String name, boolean isReady) {
    Pod pod =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(namespace)
                    .withLabels(ServingLabels.routers())
                    .endMetadata()
                    .withNewSpec()
                    .withAutomountServiceAccountToken(false)
                    .addNewContainer()
                    .withName("router")
                    .withImage("router:1")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    return say(pod, "Running", isReady);
  }

  /** What the kubelet says of a pod. */
  Pod say(Pod pod, String phase, boolean isReady) {
    return client
        .resource(pod)
        .editStatus(p -> {
          p.setStatus(
              new PodStatusBuilder()
                  .withPhase(phase)
                  .addNewCondition()
                  .withType("Ready")
                  .withStatus(isReady ? "True" : "False")
                  .endCondition()
                  .build());
          return p;
        });
  }

  /** Removes a pod as a lost node does: at once, and without a word of its own. */
  void kill(Pod pod) {
    client.resource(pod).withGracePeriod(0).delete();
  }

  /** Writes a router's entry as routers do. */
  void acknowledge(Pod pod, String hash) {
    GenericKubernetesResource entry =
        Yaml.read(
            """
            apiVersion: sextant.dev/v1alpha1
            kind: Route
            metadata: {name: fare, namespace: %s}
            status: {routers: [{router: %s, podUid: %s, contentHash: %s}]}
            """
                .formatted(
                    namespace, pod.getMetadata().getName(), pod.getMetadata().getUid(), hash),
            GenericKubernetesResource.class);
    client
        .resource(entry)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(RouteTable.fieldManager(pod.getMetadata().getName()))
                .withForce(true)
                .build());
  }

  /** Waits until the route leads to a version, and acknowledges it in the name of a router. */
  void follows(Pod router, int number) {
    eventually(() ->
        assertThat(route().getSpec().arms())
            .extracting(a -> a.modelVersion())
            .containsExactly("fare-v" + number));
    acknowledge(router, hash());
  }

  /** Brings a first version to serve, by one router. */
  Pod serve() {
    version(1);
    client.resource(wanted()).create();
    serversGetReady(1);
    Pod router = router("router-a", true);
    follows(router, 1);
    eventually(() -> assertThat(reason(ConditionTypes.READY)).isEqualTo("Serving"));
    return router;
  }
}
