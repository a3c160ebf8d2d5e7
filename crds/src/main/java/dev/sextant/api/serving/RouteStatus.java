package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Condition;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which routers have taken over the route. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteStatus(
    @Size(max = 256) @JsonPropertyDescription("One entry per router, written by that router alone.")
        List<RouterAcknowledgement> routers,
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
    @Size(max = 128)
        @JsonPropertyDescription(
            "The hash of the route in force: the one that every router that may serve callers "
                + "took over last. While they take over a new one it is not spec.contentHash.")
        @Nullable String inForce,
    @Size(max = 32)
        @JsonPropertyDescription(
            "How many of the routers that may serve callers go by spec.contentHash, of how "
                + "many, such as 1/2.")
        @Nullable String acknowledged) {
  public RouteStatus {
    routers = routers == null ? List.of() : List.copyOf(routers);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
