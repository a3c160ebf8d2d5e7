package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** When a value becomes known. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Availability(
    @Required
        @Pattern(Patterns.COLUMN)
        @Size(max = 63)
        @JsonPropertyDescription(
            "The declared Timestamp column that says when the value became known. If that "
                + "is later than the prediction time of a row, the snapshot is refused: the "
                + "value could not have been known.")
        String column) {}
