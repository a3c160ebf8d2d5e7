package dev.sextant.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sextant.api.generation.Kinds;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.Route;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("apiserver")
@ExtendWith(ApiServer.class)
class StatusIT {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void whatTheTypesWriteIsAcceptedAndKept(Api api) throws IOException {
    for (Class<? extends HasMetadata> kind : Kinds.ALL) {
      String name = kind.getSimpleName().toLowerCase(Locale.ROOT);
      ObjectNode object = Samples.all().get(name);
      ObjectNode created = (ObjectNode) api.create(rewritten(object, kind));
      JsonNode status =
          new YAMLMapper().readTree(new File("src/test/resources/statuses/" + name + ".yaml"));
      created.set("status", status);

      JsonNode stored = api.replaceStatus(rewritten(created, kind));

      assertThat(stored.get("status")).as(name).isEqualTo(status);
      api.delete(object);
    }
  }

  @Test
  void twoRoutersAcknowledgeARouteWithoutOverwritingEachOther(Api api) {
    ObjectNode route = named("route", "shared");
    api.create(route);

    acknowledge(api, "shared", "router-a");
    acknowledge(api, "shared", "router-b");
    acknowledge(api, "shared", "router-a");

    assertThat(api.read(route).at("/status/routers"))
        .extracting(entry -> entry.path("router").asText())
        .containsExactlyInAnyOrder("router-a", "router-b");
    api.delete(route);
  }

  @Test
  void aModelDeploymentIsScaledByItsSubresource(Api api) {
    ObjectNode deployment = named("modeldeployment", "scaled");
    api.create(deployment);

    api.client()
        .resources(ModelDeployment.class)
        .inNamespace("default")
        .withName("scaled")
        .scale(5);

    assertThat(api.read(deployment).at("/spec/scaling/replicas").asInt()).isEqualTo(5);
    api.delete(deployment);
  }

  private static void acknowledge(Api api, String route, String router) {
    String patch =
        """
        apiVersion: sextant.dev/v1alpha1
        kind: Route
        metadata: {name: %s}
        status:
          routers:
          - {router: %s, podUid: uid-of-%s, contentHash: 1f6e2d3c4b5a6978}
        """
            .formatted(route, router, router);
    api.client()
        .resources(Route.class)
        .inNamespace("default")
        .withName(route)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(router)
                .build(),
            patch);
  }

  /** The object as our type writes it after reading it. */
  private static ObjectNode rewritten(ObjectNode object, Class<? extends HasMetadata> kind)
      throws IOException {
    HasMetadata resource = SERIALIZATION.unmarshal(object.toString(), kind);
    return (ObjectNode) JSON.readTree(SERIALIZATION.asJson(resource));
  }

  private static ObjectNode named(String sample, String name) {
    ObjectNode object = Samples.all().get(sample).deepCopy();
    ((ObjectNode) object.get("metadata")).put("name", name);
    return object;
  }
}
