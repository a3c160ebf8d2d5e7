package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How a new version comes to serve: exactly one way. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.none)",
    message =
        "say how a new version comes to serve: none: {} lets it take over as soon as "
            + "its servers are ready")
public record Protocol(
    @JsonPropertyDescription(
            "A new version takes over as soon as its servers are ready; nothing judges it. "
                + "Write none: {} to say that this is meant.")
        @Nullable NoProtocol none) {}
