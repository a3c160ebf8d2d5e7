package dev.sextant.api.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Condition;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the last probe of the store found. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ArtifactStoreStatus(
    @Min(0)
        @JsonPropertyDescription(
            "The metadata.generation of the spec that this status describes. If it is "
                + "lower than metadata.generation, Sextant has not yet seen the latest edit.")
        @Nullable Long observedGeneration,
    @Size(max = 16)
        @JsonPropertyDescription(
            "What is true of this object now; one entry per type. Ready, Reconciling and "
                + "Stalled are always among them once Sextant has seen the object.")
        List<Condition> conditions,
    @Size(max = 128) @JsonPropertyDescription("The hash of the spec that was last probed.")
        @Nullable String probedHash,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When the store was last probed, in RFC 3339.")
        @Nullable String lastProbeTime,
    @Size(max = 63) @JsonPropertyDescription("The Job that probes the store now or did so last.")
        @Nullable String job) {
  public ArtifactStoreStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
