package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One thing that is true, false or unknown about an object. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Condition(
    @Required
        @Size(min = 1, max = 316)
        @JsonPropertyDescription("The name of the condition, such as Ready.")
        String type,
    @Required @JsonPropertyDescription("Whether the condition holds: True, False or Unknown.")
        ConditionStatus status,
    @Min(0) @JsonPropertyDescription("The metadata.generation for which the condition was decided.")
        @Nullable Long observedGeneration,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When the status last changed, in RFC 3339.")
        @Nullable String lastTransitionTime,
    @Required
        @Size(min = 1, max = 1024)
        @JsonPropertyDescription("One word in CamelCase that programs can read.")
        String reason,
    @Size(max = 32768)
        @JsonPropertyDescription("What is the matter and what to do about it, for people.")
        @Nullable String message) {}
