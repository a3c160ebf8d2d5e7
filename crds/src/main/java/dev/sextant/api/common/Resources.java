package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** What a container may use of a node. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(
    @Size(max = 16)
        @JsonPropertyDescription(
            "What is reserved for the container, by resource name: cpu in cores (500m is "
                + "half a core), memory in bytes (1Gi). Amounts that are left out get the "
                + "default of the installation.")
        Map<String, Quantity> requests,
    @Size(max = 16)
        @JsonPropertyDescription(
            "What the container may use at most, by resource name. A container that needs "
                + "more memory than this is ended and reported as OutOfMemory. Amounts that are "
                + "left out get the default of the installation.")
        Map<String, Quantity> limits) {
  public Resources {
    requests = requests == null ? Map.of() : Map.copyOf(requests);
    limits = limits == null ? Map.of() : Map.copyOf(limits);
  }
}
