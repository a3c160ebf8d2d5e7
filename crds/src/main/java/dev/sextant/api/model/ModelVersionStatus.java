package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Condition;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the version can be served. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelVersionStatus(
    @Min(0)
        @JsonPropertyDescription(
            "The metadata.generation of the spec that this status describes. If it is "
                + "lower than metadata.generation, Sextant has not yet seen the latest edit.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "What is true of this object now; one entry per type. Ready, Reconciling and "
                + "Stalled are always among them once Sextant has seen the object.")
        List<Condition> conditions) {
  public ModelVersionStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
