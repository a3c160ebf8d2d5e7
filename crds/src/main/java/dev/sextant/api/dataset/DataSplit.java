package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How rows become training, validation, calibration and test rows: exactly one of the ways. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "[has(self.rolling), has(self.boundaries), has(self.hash)].exists_one(x, x)",
    message = "set exactly one of rolling, boundaries and hash")
public record DataSplit(
    @JsonPropertyDescription("By time, counted back from the latest row; moves on with new data.")
        @Nullable RollingSplit rolling,
    @JsonPropertyDescription("By time, at fixed moments.") @Nullable BoundarySplit boundaries,
    @JsonPropertyDescription("By a stable hash of an identifier, for data without a time axis.")
        @Nullable HashSplit hash) {}
