package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** How much of the requests a revision gets. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrafficShare(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The revision.") String revision,
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The ModelVersion that it serves.")
        String modelVersion,
    @Required
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("How much of the requests it gets, in whole per cent.")
        Integer weight) {}
