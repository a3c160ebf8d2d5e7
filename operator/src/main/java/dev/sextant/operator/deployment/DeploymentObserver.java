package dev.sextant.operator.deployment;

import dev.sextant.api.common.Labels;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.Route;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.route.RouteTable;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.PodEnd;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.StoreFacts;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a deployment depends on, from caches only. */
final class DeploymentObserver {
  private final ServingSources sources;

  DeploymentObserver(ServingSources sources) {
    this.sources = sources;
  }

  DeploymentObserved observe(ModelDeployment deployment, Context<ModelDeployment> context) {
    String namespace = deployment.getMetadata().getNamespace();
    List<Pod> pods = labelled(context, Pod.class).toList();
    List<Pod> routerPods =
        sources.routerPods(namespace).stream().filter(p -> !PodEnd.ended(p)).toList();
    List<Deployment> servers =
        children(context, Deployment.class)
            .filter(d -> d.getMetadata().getDeletionTimestamp() == null)
            .toList();
    Optional<Route> route = children(context, Route.class).findFirst();
    return new DeploymentObserved(
        sources.versions(deployment).stream().map(DeploymentObserver::version).toList(),
        context
            .getSecondaryResourcesAsStream(ArtifactStore.class)
            .collect(Collectors.toMap(s -> s.getMetadata().getName(), StoreFacts::of, (a, b) -> a)),
        revisions(children(context, ControllerRevision.class), servers),
        servers.stream()
            .map(d -> servers(d, pods))
            .sorted(Comparator.comparing(ServerFacts::revision))
            .toList(),
        children(context, Service.class)
            .filter(s -> s.getMetadata().getDeletionTimestamp() == null)
            .map(s -> s.getMetadata().getLabels().get(Labels.REVISION))
            .filter(Objects::nonNull)
            .sorted()
            .toList(),
        route.map(DeploymentObserver::table),
        routerPods.stream()
            .map(pod -> RouterFacts.of(pod, route))
            .sorted(Comparator.comparing(RouterFacts::pod))
            .toList(),
        PodProblem.of(routerPods),
        sources.deployments(namespace));
  }

  /** Only what belongs to this very object: one of the same name may have been deleted before. */
  private static <R extends HasMetadata> Stream<R> children(
      Context<ModelDeployment> context, Class<R> type) {
    Ownership ours = new Ownership.Child(context.getPrimaryResource().getMetadata().getUid());
    return labelled(context, type).filter(ours::holds);
  }

  private static <R extends HasMetadata> Stream<R> labelled(
      Context<ModelDeployment> context, Class<R> type) {
    String name = context.getPrimaryResource().getMetadata().getName();
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(r -> r.getMetadata().getLabels() != null)
        .filter(r -> name.equals(r.getMetadata().getLabels().get(Labels.OWNER_NAME)));
  }

  private static VersionFacts version(ModelVersion version) {
    var conditions =
        version.getStatus() == null
            ? List.<dev.sextant.api.common.Condition>of()
            : version.getStatus().conditions();
    var spec = version.getSpec();
    return new VersionFacts(
        version.getMetadata().getName(),
        spec.model(),
        spec.number(),
        Conditions.isReady(conditions) && version.getMetadata().getDeletionTimestamp() == null,
        spec.artifact().digest(),
        spec.artifact().uri(),
        spec.store());
  }

  /** The revisions; where one was deleted, the copy that its servers carry stands in. */
  private static List<RevisionFacts> revisions(
      Stream<ControllerRevision> kept, List<Deployment> servers) {
    Map<String, RevisionFacts> found = new TreeMap<>();
    for (Deployment deployment : servers) {
      revision(deployment, annotation(deployment)).ifPresent(r -> found.put(r.name(), r));
    }
    kept.filter(r -> r.getMetadata().getDeletionTimestamp() == null)
        .forEach(r ->
            revision(r, Json.mapper().valueToTree(r.getData()).toString())
                .ifPresent(f -> found.put(f.name(), f)));
    return List.copyOf(found.values());
  }

  private static String annotation(Deployment deployment) {
    Map<String, String> annotations = deployment.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(ServingLabels.REVISION_DATA, "");
  }

  private static Optional<RevisionFacts> revision(HasMetadata object, String json) {
    try {
      RevisionData data = Json.read(json, RevisionData.class);
      return Optional.of(new RevisionFacts(object.getMetadata().getName(), data, created(object)));
    } catch (IllegalArgumentException e) {
      // Not ours to read: it is left alone, and nothing depends on it.
      return Optional.empty();
    }
  }

  private static ServerFacts servers(Deployment deployment, List<Pod> pods) {
    String revision = deployment.getMetadata().getName();
    List<Pod> mine =
        pods.stream()
            .filter(p -> revision.equals(p.getMetadata().getLabels().get(Labels.REVISION)))
            .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
            .toList();
    var status = deployment.getStatus();
    int wanted = number(deployment.getSpec().getReplicas());
    boolean current =
        status != null
            && status.getObservedGeneration() != null
            && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
    return new ServerFacts(
        revision,
        wanted,
        status == null ? 0 : number(status.getReadyReplicas()),
        status == null ? 0 : number(status.getUpdatedReplicas()),
        current,
        created(deployment),
        PodProblem.of(mine).or(() -> refusal(deployment)));
  }

  /** A quota or a policy keeps the ReplicaSet from making pods. */
  private static Optional<Claim> refusal(Deployment deployment) {
    if (deployment.getStatus() == null || deployment.getStatus().getConditions() == null) {
      return Optional.empty();
    }
    return deployment.getStatus().getConditions().stream()
        .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
        .map(c -> new Claim(Reason.Denied, String.valueOf(c.getMessage())))
        .findFirst();
  }

  private static RouteTable table(Route route) {
    return Json.mapper().convertValue(route.getSpec(), RouteTable.class);
  }

  private static Instant created(HasMetadata object) {
    return Instant.parse(object.getMetadata().getCreationTimestamp());
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
