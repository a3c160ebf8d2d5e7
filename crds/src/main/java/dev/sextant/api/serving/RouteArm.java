package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A revision that requests can go to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouteArm(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The revision.") String revision,
    @Required
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("How much of the requests it gets, in whole per cent.")
        Integer weight,
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The ModelVersion that it serves.")
        String modelVersion,
    @Required
        @Pattern(Patterns.DIGEST)
        @Size(max = 71)
        @JsonPropertyDescription("The digest of the model.")
        String digest,
    @Required
        @Pattern(Patterns.SERVICE)
        @Size(max = 63)
        @JsonPropertyDescription(
            "The Service whose EndpointSlices list the servers of the revision.")
        String service,
    @Required @Min(1) @Max(65535) @JsonPropertyDescription("The port of the servers for REST.")
        Integer portRest,
    @Required @Min(1) @Max(65535) @JsonPropertyDescription("The port of the servers for gRPC.")
        Integer portGrpc) {}
