package dev.sextant.operator.shell;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides running numbers: one more than the highest there is. */
final class Numbering {
  private Numbering() {}

  static int next(List<GenericKubernetesResource> siblings) {
    return siblings.stream().mapToInt(Numbering::of).max().orElse(0) + 1;
  }

  static void set(GenericKubernetesResource resource, int number) {
    Map<String, Object> spec = new LinkedHashMap<>(spec(resource));
    spec.put("number", number);
    resource.setAdditionalProperty("spec", spec);
  }

  private static int of(GenericKubernetesResource resource) {
    return spec(resource).get("number") instanceof Number number ? number.intValue() : 0;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> spec(GenericKubernetesResource resource) {
    Object spec = resource.getAdditionalProperties().get("spec");
    return spec instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
