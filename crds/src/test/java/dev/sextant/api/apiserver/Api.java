package dev.sextant.api.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends objects as they are to the API server, which refuses unknown fields too. */
record Api(KubernetesClient client) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Why the API server refused an object: the field and the words of each cause. */
  record Refusal(int code, String message, List<Cause> causes) {
    record Cause(String field, String message) {}
  }

  JsonNode create(ObjectNode object) {
    return send("POST", collection(object), object);
  }

  JsonNode read(ObjectNode object) {
    return send("GET", collection(object) + "/" + name(object), null);
  }

  JsonNode replace(ObjectNode object) {
    return send("PUT", collection(object) + "/" + name(object), object);
  }

  JsonNode replaceStatus(ObjectNode object) {
    return send("PUT", collection(object) + "/" + name(object) + "/status", object);
  }

  void delete(ObjectNode object) {
    send("DELETE", collection(object) + "/" + name(object), JSON.createObjectNode());
  }

  /** What the API server says if it refuses the object, which is not created. */
  Optional<Refusal> refusalToCreate(ObjectNode object) {
    return refusal("POST", collection(object) + "?dryRun=All", object);
  }

  /** What the API server says if it refuses the change, which is not made. */
  Optional<Refusal> refusalToReplace(ObjectNode object) {
    return refusal("PUT", collection(object) + "/" + name(object) + "?dryRun=All", object);
  }

  private Optional<Refusal> refusal(String method, String path, ObjectNode object) {
    try {
      send(method, path, object);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      StatusDetails details = e.getStatus() == null ? null : e.getStatus().getDetails();
      List<Refusal.Cause> causes =
          details == null
              ? List.of()
              : details.getCauses().stream()
                  .map(cause -> new Refusal.Cause(cause.getField(), cause.getMessage()))
                  .toList();
      return Optional.of(new Refusal(e.getCode(), String.valueOf(e.getMessage()), causes));
    }
  }

  private JsonNode send(String method, String path, @Nullable ObjectNode object) {
    String query = path.contains("?") ? "&" : "?";
    try {
      return JSON.readTree(
          client.raw(
              path + query + "fieldValidation=Strict", method, JSON.writeValueAsString(object)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String collection(ObjectNode object) {
    return "/apis/sextant.dev/v1alpha1/namespaces/default/"
        + object.path("kind").asText().toLowerCase(Locale.ROOT)
        + "s";
  }

  private static String name(ObjectNode object) {
    return object.at("/metadata/name").asText();
  }
}
