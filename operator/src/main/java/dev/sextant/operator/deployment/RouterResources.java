package dev.sextant.operator.deployment;

import dev.sextant.api.common.Labels;
import dev.sextant.operator.job.ContainerResources;
import dev.sextant.operator.job.PodParts;
import dev.sextant.operator.kernel.Ownership;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;

/**
 * Renders the router set of a namespace. It belongs to every ModelDeployment of the namespace, so
 * that it goes with the last one; whichever of them is looked at renders the same.
 */
final class RouterResources {
  /** The name of the set. */
  static final String NAME = "sextant-router";

  /** How the set is known to be ours: it has many owners. */
  static final Ownership OURS =
      new Ownership.Labelled(
          Map.of(Labels.MANAGED_BY, Labels.MANAGER, Labels.COMPONENT, ServingLabels.ROUTER));

  private static final String STATE = "/state";
  private static final int DRAIN_SECONDS = 30;
  private static final int SETTLE_SECONDS = 5;

  private RouterResources() {}

  static Deployment deployment(
      String namespace, List<OwnerFacts> owners, ServingSettings settings) {
    return new DeploymentBuilder()
        .withMetadata(meta(namespace, owners))
        .withNewSpec()
        .withReplicas(settings.routers())
        .withRevisionHistoryLimit(1)
        .withNewSelector()
        .withMatchLabels(ServingLabels.routers())
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(ServingLabels.routers())
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName("sextant-router")
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(DRAIN_SECONDS + SETTLE_SECONDS + 15L)
        .withSecurityContext(PodParts.podSecurity())
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        // While the pods change, the new ones are spread whatever the old ones do.
        .withMatchLabelKeys("pod-template-hash")
        .withNewLabelSelector()
        .withMatchLabels(ServingLabels.routers())
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .withContainers(container(settings))
        .withVolumes(
            PodParts.scratch("state", new Quantity("16Mi")),
            PodParts.scratch("tmp", new Quantity("64Mi")))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** A drained node takes one router at a time. */
  static PodDisruptionBudget disruptionBudget(String namespace, List<OwnerFacts> owners) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(meta(namespace, owners))
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(ServingLabels.routers())
        .endSelector()
        .endSpec()
        .build();
  }

  private static Container container(ServingSettings settings) {
    return new ContainerBuilder()
        .withName("router")
        .withImage(settings.routerImage())
        .withImagePullPolicy(settings.pullPolicy())
        .withEnv(
            PodParts.field("SEXTANT_NAMESPACE", "metadata.namespace"),
            PodParts.field("SEXTANT_POD_NAME", "metadata.name"),
            PodParts.field("SEXTANT_POD_UID", "metadata.uid"),
            PodParts.variable("SEXTANT_STATE_DIRECTORY", STATE),
            PodParts.variable("SEXTANT_DRAIN_SECONDS", Integer.toString(DRAIN_SECONDS)),
            PodParts.variable("SEXTANT_SETTLE_SECONDS", Integer.toString(SETTLE_SECONDS)))
        .addNewPort()
        .withName("rest")
        .withContainerPort(Routing.REST)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("grpc")
        .withContainerPort(Routing.GRPC)
        .withProtocol("TCP")
        .endPort()
        .withStartupProbe(Probes.startup("/v2/health/live"))
        // A router that ends has left the Service by its deletion: one late answer proves nothing.
        .withReadinessProbe(Probes.readiness("/v2/health/ready", 1, 3))
        .withLivenessProbe(Probes.liveness("/v2/health/live"))
        .withResources(ContainerResources.of(null, "100m", "192Mi", "384Mi").toRequirements())
        .withSecurityContext(PodParts.containerSecurity())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .addNewVolumeMount()
        .withName("state")
        .withMountPath(STATE)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static ObjectMeta meta(String namespace, List<OwnerFacts> owners) {
    return new ObjectMetaBuilder()
        .withName(NAME)
        .withNamespace(namespace)
        .withLabels(ServingLabels.routers())
        .withOwnerReferences(owners.stream().map(RouterResources::owner).toList())
        .build();
  }

  private static OwnerReference owner(OwnerFacts owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(Labels.GROUP + "/" + Labels.VERSION)
        .withKind("ModelDeployment")
        .withName(owner.name())
        .withUid(owner.uid())
        .build();
  }
}
