package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What one router says about the route. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterAcknowledgement(
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("The pod of the router.")
        String router,
    @Required @Size(min = 1, max = 64) @JsonPropertyDescription("The UID of that pod.")
        String podUid,
    @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The hash of the route that the router has taken over.")
        String contentHash) {}
