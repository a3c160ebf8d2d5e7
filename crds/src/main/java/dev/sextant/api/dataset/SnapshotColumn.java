package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.ColumnType;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A column of a snapshot. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotColumn(
    @Required
        @Pattern(Patterns.COLUMN)
        @Size(max = 63)
        @JsonPropertyDescription("The name of the column.")
        String name,
    @Required @JsonPropertyDescription("What the values are.") ColumnType type,
    @Required @JsonPropertyDescription("What the column is for.") ColumnRole role) {}
