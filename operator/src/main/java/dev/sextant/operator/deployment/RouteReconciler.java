package dev.sextant.operator.deployment;

import dev.sextant.api.serving.Route;
import dev.sextant.api.serving.RouteStatus;
import dev.sextant.operator.kernel.PodEnd;
import dev.sextant.operator.shell.Reconciliation;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.shell.SlimStore;
import dev.sextant.operator.shell.StatusShape;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says how far the routers are with a route: observe, decide, say. The spec is the deployment's to
 * write, each entry of {@code status.routers} its router's; this one writes the rest of the status.
 */
@ControllerConfiguration(
    name = "route",
    fieldManager = "sextant-route",
    // Acknowledgements are in the status, which has no generation.
    generationAwareEventProcessing = false,
    informer = @Informer(itemStore = SlimStore.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
@RateLimited(maxReconciliations = 20, within = 5)
public final class RouteReconciler implements Reconciler<Route> {
  private static final String BY_NAMESPACE = "by-namespace";

  static final StatusShape<Route, RouteStatus> SHAPE =
      new StatusShape<>(
              Route::new,
              new RouteStatus(List.of(), null, List.of(), null, null),
              RouteStatus::conditions,
              (s, generation, conditions) ->
                  new RouteStatus(
                      s.routers(), generation, conditions, s.inForce(), s.acknowledged()))
          .sharing(
              s ->
                  new RouteStatus(
                      List.of(),
                      s.observedGeneration(),
                      s.conditions(),
                      s.inForce(),
                      s.acknowledged()),
              RouteStatus::routers);

  private final Reconciliation<Route, RouteStatus> reconciliation;
  private @Nullable InformerEventSource<Pod, Route> routers;

  RouteReconciler(Reconciliations reconciliations) {
    this.reconciliation = reconciliations.of("sextant-route", SHAPE);
  }

  @Override
  public UpdateControl<Route> reconcile(Route route, Context<Route> context) {
    return reconciliation.run(
        route, context, now -> RouteDecider.decide(route, SHAPE.of(route), observe(route), now));
  }

  private RouteObserved observe(Route route) {
    InformerEventSource<Pod, Route> present =
        Objects.requireNonNull(routers, "event sources come first");
    List<Pod> pods =
        present.byIndex(BY_NAMESPACE, route.getMetadata().getNamespace()).stream()
            .filter(pod -> !PodEnd.ended(pod))
            .toList();
    return new RouteObserved(
        pods.stream().map(pod -> RouterFacts.of(pod, Optional.of(route))).toList(),
        pods.stream().map(pod -> pod.getMetadata().getUid()).toList());
  }

  @Override
  public ErrorStatusUpdateControl<Route> updateErrorStatus(
      Route route, Context<Route> context, Exception error) {
    return reconciliation.failed(route, context, error);
  }

  @Override
  public List<EventSource<?, Route>> prepareEventSources(EventSourceContext<Route> context) {
    IndexerResourceCache<Route> routes = context.getPrimaryCache();
    routes.addIndexers(Map.of(BY_NAMESPACE, r -> List.of(r.getMetadata().getNamespace())));
    InformerEventSource<Pod, Route> source =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Pod.class, Route.class)
                .withName("router-pods")
                .withLabelSelector(ServingLabels.ROUTER_SELECTOR)
                .withNamespacesInheritedFromController()
                .withItemStore(new SlimStore<>())
                .withSecondaryToPrimaryMapper((Pod pod) ->
                    routes.byIndex(BY_NAMESPACE, pod.getMetadata().getNamespace()).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .withPrimaryToSecondaryMapper((Route route) -> Set.of())
                .build(),
            context);
    source.addIndexers(Map.of(BY_NAMESPACE, pod -> List.of(pod.getMetadata().getNamespace())));
    routers = source;
    return List.of(source, reconciliation.wakeUps());
  }
}
