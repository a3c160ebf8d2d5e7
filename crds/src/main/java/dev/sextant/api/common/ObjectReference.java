package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An object of the same namespace as it was when it was read: name and UID. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ObjectReference(
    @Required
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The name of the object.")
        String name,
    @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription(
            "The UID of the object, which tells it from a later one of the same name.")
        String uid) {}
