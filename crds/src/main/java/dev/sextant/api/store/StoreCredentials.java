package dev.sextant.api.store;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where the keys of a store are. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StoreCredentials(
    @Required
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription(
            "The Secret of this namespace that has the keys accessKeyId and " + "secretAccessKey.")
        String secretName) {}
