package dev.sextant.operator.shell;

import dev.sextant.api.common.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private static Set<ResourceID> owner(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(Labels.OWNER_NAME);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
