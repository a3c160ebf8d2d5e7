package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pods of an object get beside what Sextant puts there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.labels) || self.labels.all(k, !k.startsWith('sextant.dev/') && "
            + "!k.startsWith('app.kubernetes.io/'))",
    message =
        "keys that begin with sextant.dev/ or app.kubernetes.io/ belong to Sextant: "
            + "choose another prefix",
    fieldPath = ".labels")
@ValidationRule(
    value = "!has(self.annotations) || self.annotations.all(k, " + "!k.startsWith('sextant.dev/'))",
    message = "keys that begin with sextant.dev/ belong to Sextant: choose another prefix",
    fieldPath = ".annotations")
public record PodOverlay(
    @Size(max = 32)
        @JsonPropertyDescription("Labels that a node must have for the pods to be placed on it.")
        Map<String, @Pattern(Patterns.LABEL) @Size(max = 63) String> nodeSelector,
    @Size(max = 32) @JsonPropertyDescription("Taints of nodes that the pods put up with.")
        List<Toleration> tolerations,
    @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The PriorityClass of the pods.")
        @Nullable String priorityClassName,
    @Size(max = 32)
        @JsonPropertyDescription(
            "More labels for the pods. Keys that begin with sextant.dev/ or "
                + "app.kubernetes.io/ belong to Sextant and are refused.")
        Map<String, @Pattern(Patterns.LABEL) @Size(max = 63) String> labels,
    @Size(max = 32)
        @JsonPropertyDescription(
            "More annotations for the pods. Keys that begin with sextant.dev/ belong to "
                + "Sextant and are refused.")
        Map<String, @Size(max = 4096) String> annotations) {
  public PodOverlay {
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }

  /** What holds where the user says nothing. */
  public static PodOverlay defaults() {
    return new PodOverlay(Map.of(), List.of(), null, Map.of(), Map.of());
  }
}
