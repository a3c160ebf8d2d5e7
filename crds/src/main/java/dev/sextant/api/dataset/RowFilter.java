package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Which rows are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RowFilter(
    @Required
        @Size(min = 1, max = 4096)
        @JsonPropertyDescription(
            "A CEL expression over the columns; rows for which it is not true are left "
                + "out. It is applied when a snapshot is taken, never when a prediction is asked "
                + "for.")
        String keepWhen) {}
