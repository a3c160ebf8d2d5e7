package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** How many servers there are. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Scaling(
    @Default("\"Fixed\"")
        @JsonPropertyDescription(
            "Fixed: as many as replicas says; kubectl scale and autoscalers that write the "
                + "scale subresource work.")
        ScalingMode by,
    @SpecReplicas
        @Default("1")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "How many servers each revision that serves has. 0: none; the deployment is "
                + "then Ready and Idle, and requests are refused as unavailable.")
        Integer replicas) {
  public Scaling {
    by = by == null ? ScalingMode.Fixed : by;
    replicas = replicas == null ? 1 : replicas;
  }

  /** What holds where the user says nothing. */
  public static Scaling defaults() {
    return new Scaling(ScalingMode.Fixed, 1);
  }
}
