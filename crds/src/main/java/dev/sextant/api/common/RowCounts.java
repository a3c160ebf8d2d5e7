package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How many rows each part of a snapshot has. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RowCounts(
    @Min(0) @JsonPropertyDescription("Rows that models are fitted on.") @Nullable Long train,
    @Min(0) @JsonPropertyDescription("Rows that stop the fitting.") @Nullable Long validation,
    @Min(0) @JsonPropertyDescription("Rows that probabilities are calibrated on.")
        @Nullable Long calibration,
    @Min(0) @JsonPropertyDescription("Rows that models are judged on.") @Nullable Long test,
    @Min(0)
        @JsonPropertyDescription(
            "Rows that fell into no part: before, after or in a gap between them.")
        @Nullable Long outside) {}
