package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What one check of the data found. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CheckResult(
    @Required
        @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "The check, such as missing or bounds, with the column after a colon.")
        String name,
    @Required @JsonPropertyDescription("Whether the data passed.") Boolean passed,
    @Size(max = 256) @JsonPropertyDescription("What was found.") @Nullable String value,
    @Size(max = 256) @JsonPropertyDescription("What is allowed.") @Nullable String threshold,
    @Size(max = 1024) @JsonPropertyDescription("What is wrong and what to do, for people.")
        @Nullable String message) {}
