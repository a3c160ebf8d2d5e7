package dev.sextant.router.follow;

import dev.sextant.contracts.route.RouteTable;
import dev.sextant.router.RouterConfig;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes this router's own entry into {@code Route.status.routers}: server-side apply under its own
 * field manager, so that no router can speak for another.
 */
final class Acknowledger {
  static final ResourceDefinitionContext ROUTES =
      new ResourceDefinitionContext.Builder()
          .withGroup("sextant.dev")
          .withVersion("v1alpha1")
          .withKind("Route")
          .withPlural("routes")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final RouterConfig config;

  Acknowledger(KubernetesClient client, RouterConfig config) {
    this.client = client;
    this.config = config;
  }

  /** Whether a Route carries this router's acknowledgement of a hash. */
  boolean acknowledged(GenericKubernetesResource route, String hash) {
    return hash.equals(acknowledgedHash(route));
  }

  /** The hash that this router has acknowledged on a Route; null for none. */
  @Nullable String acknowledgedHash(GenericKubernetesResource route) {
    if (!(route.getAdditionalProperties().get("status") instanceof Map<?, ?> status)
        || !(status.get("routers") instanceof List<?> routers)) {
      return null;
    }
    for (Object entry : routers) {
      if (entry instanceof Map<?, ?> router
          && config.podName().equals(router.get("router"))
          && config.podUid().equals(router.get("podUid"))
          && router.get("contentHash") instanceof String hash) {
        return hash;
      }
    }
    return null;
  }

  /** Says that this router serves by a hash. */
  void acknowledge(GenericKubernetesResource route, String hash) {
    Map<String, String> entry =
        Map.of("router", config.podName(), "podUid", config.podUid(), "contentHash", hash);
    apply(route, Map.of("status", Map.of("routers", List.of(entry))));
  }

  /**
   * Takes this router's entry back: it is ending. An apply of nothing leaves no trace of its
   * manager either; an empty list would be owned, for ever.
   */
  void withdraw(GenericKubernetesResource route) {
    apply(route, Map.of());
  }

  private void apply(GenericKubernetesResource route, Map<String, Object> content) {
    GenericKubernetesResource intent =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("sextant.dev/v1alpha1")
            .withKind("Route")
            .withNewMetadata()
            .withName(route.getMetadata().getName())
            .withNamespace(config.namespace())
            .endMetadata()
            .withAdditionalProperties(content)
            .build();
    try {
      client
          .genericKubernetesResources(ROUTES)
          .inNamespace(config.namespace())
          .resource(intent)
          .subresource("status")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager(RouteTable.fieldManager(config.podName()))
                  .withForce(true)
                  .build());
    } catch (KubernetesClientException e) {
      if (e.getCode() != 404) { // A Route that is gone needs no acknowledgement.
        throw e;
      }
    }
  }
}
