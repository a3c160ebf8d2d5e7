package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An input of the model that is computed from the columns of the same row. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Feature(
    @Required
        @Pattern(Patterns.COLUMN)
        @Size(max = 63)
        @JsonPropertyDescription(
            "The name of the feature; no column and no other feature may have it.")
        String name,
    @Required
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription(
            "The CEL expression that computes it from columns. Numbers are doubles; if an "
                + "operand is missing, so is the feature. The same expression is evaluated in "
                + "the snapshot and, for each request, in the server.")
        String cel) {}
