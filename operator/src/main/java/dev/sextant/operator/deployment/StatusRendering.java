package dev.sextant.operator.deployment;

import dev.sextant.api.common.Labels;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.serving.RejectedRevision;
import dev.sextant.api.serving.RevisionState;
import dev.sextant.api.serving.RouteState;
import dev.sextant.api.serving.TrafficShare;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders what people read of a deployment. */
record StatusRendering(
    ModelDeployment deployment,
    DeploymentObserved seen,
    ModelDeploymentStatus before,
    Instant now) {

  ModelDeploymentStatus render(
      Optional<RevisionFacts> stable,
      Optional<RevisionFacts> candidate,
      Routing routing,
      List<RejectedRevision> rejected) {
    String name = deployment.getMetadata().getName();
    return new ModelDeploymentStatus(
        null,
        List.of(),
        "http://%s.%s.svc/v2/models/%s"
            .formatted(name, deployment.getMetadata().getNamespace(), name),
        stable.map(s -> s.data().model().version()).orElse(null),
        stable.map(s -> state(s, before.stable())).orElse(null),
        candidate.map(c -> state(c, before.candidate())).orElse(null),
        rejected,
        seen.servers().stream().mapToInt(ServerFacts::wanted).sum(),
        seen.servers().stream().mapToInt(ServerFacts::ready).sum(),
        "%s=%s,%s=server".formatted(Labels.DEPLOYMENT, name, Labels.COMPONENT),
        routing.table().arms().stream()
            .map(a -> new TrafficShare(a.revision(), a.modelVersion(), a.weight()))
            .toList(),
        new RouteState(routing.table().contentHash(), routing.inForce(), seen.routers().size()));
  }

  private RevisionState state(RevisionFacts revision, @Nullable RevisionState before) {
    Optional<ServerFacts> servers = seen.servers(revision.name());
    String since =
        before != null && before.revision().equals(revision.name()) && before.since() != null
            ? before.since()
            : now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new RevisionState(
        revision.name(),
        revision.data().model().version(),
        revision.data().model().digest(),
        servers.map(ServerFacts::wanted).orElse(0),
        servers.map(ServerFacts::ready).orElse(0),
        since);
  }
}
