package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.Route;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Step;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/** Renders the children of a ModelDeployment. */
final class ServingResources {
  private final ModelDeployment deployment;
  private final ServingSettings settings;
  private final String name;
  private final String namespace;

  ServingResources(ModelDeployment deployment, ServingSettings settings) {
    this.deployment = deployment;
    this.settings = settings;
    this.name = deployment.getMetadata().getName();
    this.namespace = deployment.getMetadata().getNamespace();
  }

  /** The revision itself; never changed. */
  ControllerRevision revision(RevisionFacts revision) {
    return new ControllerRevisionBuilder()
        .withMetadata(meta(revision.name(), ServingLabels.revision(name, revision.name())))
        .withRevision((long) revision.data().model().number())
        .withData(Json.mapper().convertValue(revision.data(), Map.class))
        .build();
  }

  /** The servers of a revision. */
  Deployment servers(RevisionFacts revision, int replicas) {
    Map<String, String> labels = ServingLabels.revision(name, revision.name());
    return new DeploymentBuilder()
        .withMetadata(
            meta(revision.name(), labels)
                .edit()
                .withAnnotations(Map.of(ServingLabels.REVISION_DATA, Json.write(revision.data())))
                .build())
        .withNewSpec()
        .withReplicas(replicas)
        // Old servers are kept here by the route, not by the Deployment: it only heals.
        .withRevisionHistoryLimit(0)
        .withNewSelector()
        .withMatchLabels(ServingLabels.serversOf(revision.name()))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(new ServerPod(name, revision, settings).template(labels))
        .endSpec()
        .build();
  }

  /** What lists the servers of a revision to the routers. */
  Service serverService(RevisionFacts revision) {
    return new ServiceBuilder()
        .withMetadata(meta(revision.name(), ServingLabels.revision(name, revision.name())))
        .withNewSpec()
        .withClusterIP("None")
        .withSelector(ServingLabels.serversOf(revision.name()))
        .withPorts(
            port("rest", Routing.REST, Routing.REST), port("grpc", Routing.GRPC, Routing.GRPC))
        .endSpec()
        .build();
  }

  /**
   * A drained node takes one server at a time, of all revisions together; one that is ill may
   * always go, so that a version that never gets ready holds up no drain.
   */
  PodDisruptionBudget disruptionBudget() {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(meta(name, ServingLabels.child(name, ServingLabels.SERVER)))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(ServingLabels.serversFor(name))
        .endSelector()
        .endSpec()
        .build();
  }

  /** Where callers find the model: in front of the namespace's routers. */
  Service frontService() {
    return new ServiceBuilder()
        .withMetadata(meta(name, ServingLabels.child(name, "front")))
        .withNewSpec()
        .withSelector(ServingLabels.routers())
        .withPorts(port("rest", 80, Routing.REST), port("grpc", Routing.GRPC, Routing.GRPC))
        .endSpec()
        .build();
  }

  /** The route. */
  Route route(RouteTable table) {
    Route route = Json.mapper().convertValue(Map.of("spec", table), Route.class);
    route.setMetadata(meta(name, ServingLabels.child(name, "route")));
    return route;
  }

  /**
   * The steps that end the servers of a revision; they finish what they have. The Service goes
   * first: servers are what a later pass looks for.
   */
  List<Step> deletion(String revision, Ownership ours) {
    return List.of(
        new Step.Delete(new Step.Target(Service.class, namespace, revision), ours),
        new Step.Delete(servers(revision), ours));
  }

  /** The step that waits until a revision has no servers. */
  Step gone(String revision, Ownership ours) {
    return new Step.AwaitGone(servers(revision), ours);
  }

  /** The step that forgets a revision. */
  Step forget(String revision, Ownership ours) {
    return new Step.Delete(new Step.Target(ControllerRevision.class, namespace, revision), ours);
  }

  private Step.Target servers(String revision) {
    return new Step.Target(Deployment.class, namespace, revision);
  }

  private ObjectMeta meta(String child, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withName(child)
        .withNamespace(namespace)
        .withLabels(labels)
        .withOwnerReferences(JobResources.owner(deployment))
        .build();
  }

  private static ServicePort port(String name, int port, int target) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(port)
        .withProtocol("TCP")
        .withTargetPort(new IntOrString(target))
        .build();
  }
}
