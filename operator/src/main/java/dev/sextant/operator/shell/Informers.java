package dev.sextant.operator.shell;

import dev.sextant.api.common.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the event sources of the controllers. */
public final class Informers {
  private Informers() {}

  /**
   * Children of the primary, found by the labels that we put on them: managed-by and owner-kind
   * select, owner-name leads back.
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> children(
      Class<R> type, EventSourceContext<P> context) {
    String kind = HasMetadata.getKind(context.getPrimaryResourceClass());
    String selector =
        "%s=%s,%s=%s".formatted(Labels.MANAGED_BY, Labels.MANAGER, Labels.OWNER_KIND, kind);
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName("child-" + HasMetadata.getPlural(type))
            .withLabelSelector(selector)
            .withNamespacesInheritedFromController()
            .withItemStore(new SlimStore<>())
            .withSecondaryToPrimaryMapper(Informers::owner)
            .build(),
        context);
  }

  /**
   * Objects of ours that the primary names; all of them are watched, because anybody may come to be
   * named.
   *
   * @param named the names, in the primary's namespace, that the primary depends on
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> named(
      Class<R> type, EventSourceContext<P> context, Function<P, List<String>> named) {
    String index = "by-" + HasMetadata.getPlural(type);
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(
                index,
                primary ->
                    named.apply(primary).stream()
                        .map(name -> key(primary.getMetadata().getNamespace(), name))
                        .toList()));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName("named-" + HasMetadata.getPlural(type))
            .withNamespacesInheritedFromController()
            .withItemStore(new SlimStore<>())
            .withSecondaryToPrimaryMapper(object ->
                context
                    .getPrimaryCache()
                    .byIndex(
                        index,
                        key(object.getMetadata().getNamespace(), object.getMetadata().getName()))
                    .stream()
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet()))
            .<P>withPrimaryToSecondaryMapper(primary ->
                named.apply(primary).stream()
                    .map(name -> new ResourceID(name, primary.getMetadata().getNamespace()))
                    .collect(Collectors.toSet()))
            .build(),
        context);
  }

  /**
   * Objects of ours that carry the primary's name under a label, whether it owns them or not.
   *
   * @param label the label that leads back to the primary
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> labelled(
      Class<R> type, EventSourceContext<P> context, String label) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName("labelled-" + HasMetadata.getPlural(type))
            .withLabelSelector(label)
            .withNamespacesInheritedFromController()
            .withItemStore(new SlimStore<>())
            .withSecondaryToPrimaryMapper(object -> byLabel(object, label))
            .build(),
        context);
  }

  /**
   * Objects of ours that share a key with primaries; read them with {@link #all}.
   *
   * @param ofPrimary the keys of a primary, within its namespace
   * @param ofObject the keys of an object
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> related(
      Class<R> type,
      EventSourceContext<P> context,
      Function<P, List<String>> ofPrimary,
      Function<R, List<String>> ofObject) {
    String index = "related-" + HasMetadata.getPlural(type);
    context
        .getPrimaryCache()
        .addIndexers(
            Map.of(
                index,
                primary ->
                    ofPrimary.apply(primary).stream()
                        .map(k -> key(primary.getMetadata().getNamespace(), k))
                        .toList()));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName(index)
            .withNamespacesInheritedFromController()
            .withItemStore(new SlimStore<>())
            .withSecondaryToPrimaryMapper(object ->
                ofObject.apply(object).stream()
                    .map(k -> key(object.getMetadata().getNamespace(), k))
                    .flatMap(k -> context.getPrimaryCache().byIndex(index, k).stream())
                    .map(ResourceID::fromResource)
                    .collect(Collectors.toSet()))
            .<P>withPrimaryToSecondaryMapper(primary -> Set.of())
            .build(),
        context);
  }

  /**
   * Objects that are looked through now and then, and wake nobody. No selector: any of them counts.
   */
  public static <R extends HasMetadata, P extends HasMetadata> InformerEventSource<R, P> silent(
      Class<R> type, EventSourceContext<P> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, context.getPrimaryResourceClass())
            .withName("all-" + HasMetadata.getPlural(type))
            .withNamespacesInheritedFromController()
            .withItemStore(new SlimStore<>())
            .withSecondaryToPrimaryMapper(object -> Set.of())
            .build(),
        context);
  }

  /** Every cached object of a type in a namespace, for rare questions about all of them. */
  public static <R extends HasMetadata, P extends HasMetadata> Stream<R> all(
      Context<P> context, Class<R> type, String namespace) {
    return context.eventSourceRetriever().getEventSourcesFor(type).stream()
        .filter(InformerEventSource.class::isInstance)
        .map(source -> (InformerEventSource<R, P>) source)
        .flatMap(source -> source.list(namespace, object -> true))
        .distinct();
  }

  private static Set<ResourceID> owner(HasMetadata object) {
    return byLabel(object, Labels.OWNER_NAME);
  }

  private static Set<ResourceID> byLabel(HasMetadata object, String label) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(label);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
