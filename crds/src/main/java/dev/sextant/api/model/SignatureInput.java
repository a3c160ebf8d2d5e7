package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.ColumnType;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A raw column that a request gives. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SignatureInput(
    @Required
        @Pattern(Patterns.COLUMN)
        @Size(max = 63)
        @JsonPropertyDescription("The name of the input.")
        String name,
    @Required @JsonPropertyDescription("The tensor type that it travels as.") Datatype datatype,
    @Required
        @JsonPropertyDescription(
            "What the values mean. A missing value is NaN for numbers and the empty text "
                + "for texts and timestamps.")
        ColumnType type) {}
