package dev.sextant.operator.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.testing.Golden;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything that is rendered for a ModelDeployment. */
final class ServingGoldenTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ModelDeployment deployment =
      Yaml.read(
          """
          apiVersion: sextant.dev/v1alpha1
          kind: ModelDeployment
          metadata: {name: fare, namespace: ns, uid: deployment-uid, generation: 1}
          spec:
            model: fare
            protocol: {none: {}}
            scaling: {replicas: 2}
            server:
              threads: 2
              drain: 45s
              limits: {maxBatchRows: 512, maxQueued: 64}
              resources: {requests: {cpu: 250m}, limits: {memory: 1Gi}}
              pod:
                labels: {team: rides}
                annotations: {note: a}
                nodeSelector: {disk: fast}
                tolerations: [{key: models, operator: Exists, effect: NoSchedule}]
                priorityClassName: serving
          """,
          ModelDeployment.class);
  private final ServingResources resources = new ServingResources(deployment, SimWorld.SETTINGS);
  private final RevisionFacts revision = revision(deployment);

  @Test
  void rendersEveryChild() {
    RouteTable plain =
        RouteTable.of(
            new RouteTable.Deployment("fare", "deployment-uid"),
            "fare",
            30_000,
            List.of(Routing.arm(revision)));
    List<OwnerFacts> owners =
        List.of(new OwnerFacts("fare", "deployment-uid"), new OwnerFacts("tip", "other-uid"));
    Map<String, HasMetadata> children =
        Map.of(
            "revision.yaml", resources.revision(revision),
            "servers.yaml", resources.servers(revision, 2),
            "server-service.yaml", resources.serverService(revision),
            "front-service.yaml", resources.frontService(),
            "route.yaml", resources.route(plain),
            "routers.yaml", RouterResources.deployment("ns", owners, SimWorld.SETTINGS),
            "router-disruption-budget.yaml", RouterResources.disruptionBudget("ns", owners));

    children.forEach((file, child) -> Golden.assertMatches("deployment/" + file, child));
  }

  /** The name must not change from release to release: it would roll everybody's servers. */
  @Test
  void namesTheRevisionAsEver() {
    assertThat(revision.name()).isEqualTo("fare-6f21e51c78");
  }

  private static RevisionFacts revision(ModelDeployment deployment) {
    RevisionData data =
        RevisionData.of(
            ServedModel.of(
                new VersionFacts(
                    "fare-aaaaaaaaaaaa",
                    "fare",
                    3,
                    true,
                    "sha256:" + "a".repeat(64),
                    "s3://b/manifests/models/a.json",
                    "default"),
                SimWorld.STORE),
            deployment.getSpec().server(),
            SimWorld.SETTINGS);
    return new RevisionFacts(data.revisionName("fare"), data, NOW);
  }
}
