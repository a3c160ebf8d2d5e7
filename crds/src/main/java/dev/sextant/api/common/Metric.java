package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One measured quality of a model. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Metric(
    @Required
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "What was measured: rmse, mae, r2 for Regression; auc, log_loss, brier, "
                + "accuracy for Binary.")
        String name,
    @Required @JsonPropertyDescription("The part of the snapshot that it was measured on.")
        Split split,
    @Required
        @Pattern(Patterns.DECIMAL)
        @Size(max = 32)
        @JsonPropertyDescription("The measured value, a decimal number.")
        String value,
    @Pattern(Patterns.DECIMAL)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The lower end of the bootstrap interval, a decimal number. Only for metrics "
                + "of the test split.")
        @Nullable String low,
    @Pattern(Patterns.DECIMAL)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The upper end of the bootstrap interval, a decimal number. Only for metrics "
                + "of the test split.")
        @Nullable String high) {}
