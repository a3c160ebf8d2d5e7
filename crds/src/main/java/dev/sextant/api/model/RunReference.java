package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The training that made a version. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunReference(
    @Required
        @Pattern(Patterns.SUBDOMAIN)
        @Size(max = 253)
        @JsonPropertyDescription("The TrainingRun.")
        String name,
    @Required @Size(min = 1, max = 64) @JsonPropertyDescription("Its UID.") String uid,
    @Required @Size(min = 1, max = 128) @JsonPropertyDescription("The hash of its inputs.")
        String inputHash) {}
