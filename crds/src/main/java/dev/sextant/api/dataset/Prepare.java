package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What is done to the source before it is read row by row. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Prepare(
    @Required
        @Size(min = 1, max = 16384)
        @JsonPropertyDescription(
            "One SELECT statement in DuckDB's SQL over the relation source: joins, "
                + "aggregation, renaming. It runs when a snapshot is taken, never when a "
                + "prediction is asked for. Functions whose result changes from call to call are "
                + "refused.")
        String sql) {}
