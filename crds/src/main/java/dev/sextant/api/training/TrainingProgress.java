package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far the training is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TrainingProgress(
    @Size(max = 63)
        @JsonPropertyDescription(
            "What the job does now, such as Fetch, Fit, Evaluate, Parity or Publish.")
        @Nullable String phase,
    @Min(0) @Max(100) @JsonPropertyDescription("How much of the whole is done, in per cent.")
        @Nullable Integer percent,
    @Min(0)
        @Max(Integer.MAX_VALUE)
        @JsonPropertyDescription("The boosting round that was finished last.")
        @Nullable Integer round,
    @Min(0)
        @Max(Integer.MAX_VALUE)
        @JsonPropertyDescription("The largest number of boosting rounds.")
        @Nullable Integer rounds,
    @Size(max = 63) @JsonPropertyDescription("The metric that is watched on the validation rows.")
        @Nullable String metric,
    @Pattern(Patterns.DECIMAL)
        @Size(max = 32)
        @JsonPropertyDescription("Its value after the last round, a decimal number.")
        @Nullable String value,
    @Min(0) @JsonPropertyDescription("How many seconds the rest will take at the present speed.")
        @Nullable Long estimatedSecondsLeft,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("When the job last reported, in RFC 3339.")
        @Nullable String updatedAt) {}
