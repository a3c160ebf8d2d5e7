package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What several nodes are for: a node that goes takes one pod of a set, not all. */
final class ServingResourcesTest {
  private final ModelDeployment deployment =
      Yaml.read(
          """
          apiVersion: sextant.dev/v1alpha1
          kind: ModelDeployment
          metadata: {name: fare, namespace: demo, uid: uid, generation: 1}
          spec: {model: fare, protocol: {none: {}}}
          """,
          ModelDeployment.class);
  private final ServingResources resources = new ServingResources(deployment, SimWorld.SETTINGS);

  private PodTemplateSpec server() {
    var version = new VersionFacts("fare-v1", "fare", 1, true, "sha256:0", "s3://b/1", "default");
    RevisionData data =
        RevisionData.of(
            ServedModel.of(version, SimWorld.STORE),
            deployment.getSpec().server(),
            SimWorld.SETTINGS);
    var revision = new RevisionFacts("fare-0123456789", data, Instant.EPOCH);
    return resources.servers(revision, 2).getSpec().getTemplate();
  }

  @Test
  void theServersOfARevisionAreSpreadOverTheNodes() {
    assertSpread(
        server(),
        Map.of("app.kubernetes.io/component", "server", "sextant.dev/revision", "fare-0123456789"));
  }

  @Test
  void theRoutersAreSpreadOverTheNodes() {
    DeploymentSpec routers =
        RouterResources.deployment("demo", List.of(), SimWorld.SETTINGS).getSpec();

    assertSpread(routers.getTemplate(), routers.getSelector().getMatchLabels());
  }

  private static void assertSpread(PodTemplateSpec pod, Map<String, String> selected) {
    List<TopologySpreadConstraint> constraints = pod.getSpec().getTopologySpreadConstraints();
    assertThat(constraints).hasSize(1);
    assertThat(constraints.getFirst().getTopologyKey()).isEqualTo("kubernetes.io/hostname");
    assertThat(constraints.getFirst().getMaxSkew()).isEqualTo(1);
    // One node must do as well.
    assertThat(constraints.getFirst().getWhenUnsatisfiable()).isEqualTo("ScheduleAnyway");
    assertThat(constraints.getFirst().getMatchLabelKeys()).containsExactly("pod-template-hash");
    assertThat(constraints.getFirst().getLabelSelector().getMatchLabels()).isEqualTo(selected);
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(selected);
  }

  @Test
  void aDrainTakesOneServerAtATimeAndAnIllOneAlways() {
    PodDisruptionBudget budget = resources.disruptionBudget();

    assertThat(budget.getSpec().getMaxUnavailable()).isEqualTo(new IntOrString(1));
    assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    assertThat(server().getMetadata().getLabels())
        .containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels());
  }
}
