package dev.sextant.operator.deployment;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.Route;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.operator.shell.Informers;
import dev.sextant.operator.shell.SlimStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Owns the watches of deployments, and the questions that only an index answers. */
final class ServingSources {
  private static final String BY_NAMESPACE = "by-namespace";
  private static final String BY_MODEL = "by-model";

  private final IndexerResourceCache<ModelDeployment> deployments;
  private final InformerEventSource<ModelVersion, ModelDeployment> versions;
  private final InformerEventSource<Pod, ModelDeployment> routerPods;
  private final List<EventSource<?, ModelDeployment>> all = new ArrayList<>();

  ServingSources(EventSourceContext<ModelDeployment> context) {
    this.deployments = context.getPrimaryCache();
    deployments.addIndexers(
        Map.of(
            BY_NAMESPACE,
            d -> List.of(d.getMetadata().getNamespace()),
            BY_MODEL,
            d -> List.of(key(d.getMetadata().getNamespace(), d.getSpec().model()))));
    this.versions = versions(context);
    this.routerPods = routers(Pod.class, context);
    all.add(versions);
    all.add(routerPods);
    all.add(routers(Deployment.class, context));
    all.add(routers(PodDisruptionBudget.class, context));
    all.add(stores(context));
    all.add(Informers.children(Pod.class, context));
    all.add(Informers.children(Deployment.class, context));
    all.add(Informers.children(Service.class, context));
    all.add(Informers.children(PodDisruptionBudget.class, context));
    all.add(Informers.children(ControllerRevision.class, context));
    all.add(Informers.children(Route.class, context));
  }

  List<EventSource<?, ModelDeployment>> all() {
    return List.copyOf(all);
  }

  /** The versions of the deployment's model, and the one that it pins. */
  List<ModelVersion> versions(ModelDeployment deployment) {
    String namespace = deployment.getMetadata().getNamespace();
    List<ModelVersion> found =
        new ArrayList<>(versions.byIndex(BY_MODEL, key(namespace, deployment.getSpec().model())));
    versions
        .get(new ResourceID(deployment.getSpec().version(), namespace))
        .filter(v -> !v.getSpec().model().equals(deployment.getSpec().model()))
        .ifPresent(found::add);
    found.sort(Comparator.comparing(v -> v.getMetadata().getName()));
    return found;
  }

  /** The routers of a namespace. */
  List<Pod> routerPods(String namespace) {
    return routerPods.byIndex(BY_NAMESPACE, namespace);
  }

  /** All deployments of a namespace that are not being deleted, by name. */
  List<OwnerFacts> deployments(String namespace) {
    return deployments.byIndex(BY_NAMESPACE, namespace).stream()
        .filter(d -> d.getMetadata().getDeletionTimestamp() == null)
        .map(d -> new OwnerFacts(d.getMetadata().getName(), d.getMetadata().getUid()))
        .sorted(Comparator.comparing(OwnerFacts::name))
        .toList();
  }

  /** All versions are watched: people may import some, which carry no label of ours. */
  private InformerEventSource<ModelVersion, ModelDeployment> versions(
      EventSourceContext<ModelDeployment> context) {
    InformerEventSource<ModelVersion, ModelDeployment> source =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ModelVersion.class, ModelDeployment.class)
                .withName("versions")
                .withNamespacesInheritedFromController()
                .withItemStore(new SlimStore<>())
                .withSecondaryToPrimaryMapper((ModelVersion v) ->
                    ids(
                        deployments.byIndex(
                            BY_MODEL, key(v.getMetadata().getNamespace(), v.getSpec().model()))))
                .withPrimaryToSecondaryMapper((ModelDeployment d) -> Set.of())
                .build(),
            context);
    source.addIndexers(
        Map.of(BY_MODEL, v -> List.of(key(v.getMetadata().getNamespace(), v.getSpec().model()))));
    return source;
  }

  /** A change of the router set concerns every deployment of the namespace. */
  private <R extends HasMetadata> InformerEventSource<R, ModelDeployment> routers(
      Class<R> type, EventSourceContext<ModelDeployment> context) {
    InformerEventSource<R, ModelDeployment> source =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(type, ModelDeployment.class)
                .withName("router-" + HasMetadata.getPlural(type))
                .withLabelSelector(ServingLabels.ROUTER_SELECTOR)
                .withNamespacesInheritedFromController()
                .withItemStore(new SlimStore<>())
                .withSecondaryToPrimaryMapper(
                    (R r) -> ids(deployments.byIndex(BY_NAMESPACE, r.getMetadata().getNamespace())))
                .withPrimaryToSecondaryMapper((ModelDeployment d) ->
                    Set.of(new ResourceID(RouterResources.NAME, d.getMetadata().getNamespace())))
                .build(),
            context);
    source.addIndexers(Map.of(BY_NAMESPACE, r -> List.of(r.getMetadata().getNamespace())));
    return source;
  }

  /** Which store a deployment needs depends on its version: all of the namespace are looked at. */
  private InformerEventSource<ArtifactStore, ModelDeployment> stores(
      EventSourceContext<ModelDeployment> context) {
    InformerEventSource<ArtifactStore, ModelDeployment>[] self = newArray();
    InformerEventSource<ArtifactStore, ModelDeployment> source =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ArtifactStore.class, ModelDeployment.class)
                .withName("stores")
                .withNamespacesInheritedFromController()
                .withItemStore(new SlimStore<>())
                .withSecondaryToPrimaryMapper((ArtifactStore s) ->
                    ids(deployments.byIndex(BY_NAMESPACE, s.getMetadata().getNamespace())))
                .withPrimaryToSecondaryMapper((ModelDeployment d) ->
                    self[0]
                        .list(d.getMetadata().getNamespace(), s -> true)
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .build(),
            context);
    self[0] = source;
    return source;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static InformerEventSource<ArtifactStore, ModelDeployment>[] newArray() {
    return new InformerEventSource[1];
  }

  private static Set<ResourceID> ids(List<ModelDeployment> deployments) {
    return deployments.stream().map(ResourceID::fromResource).collect(Collectors.toSet());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
