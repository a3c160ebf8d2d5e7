package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Split by time, counted back from the latest row: train, validation, calibration, test, in this
 * order.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.train.matches('[1-9]')",
    message = "must be longer than nothing: give it a duration",
    fieldPath = ".train")
@ValidationRule(
    value = "self.validation.matches('[1-9]')",
    message = "must be longer than nothing: give it a duration",
    fieldPath = ".validation")
@ValidationRule(
    value = "self.test.matches('[1-9]')",
    message = "must be longer than nothing: give it a duration",
    fieldPath = ".test")
public record RollingSplit(
    @Required
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription("How long the training part is." + Patterns.DURATION_HELP)
        String train,
    @Required
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long the validation part is, which stops the fitting." + Patterns.DURATION_HELP)
        String validation,
    @Default("\"0s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long the calibration part is, on which probabilities are calibrated. 0s: there is none."
                + Patterns.DURATION_HELP)
        String calibration,
    @Required
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long the test part is, on which models are judged. It ends with the latest row."
                + Patterns.DURATION_HELP)
        String test,
    @Default("\"0s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How much time is left out between two parts, beside labelHorizon, so that rows close together do not fall on both sides."
                + Patterns.DURATION_HELP)
        String gap,
    @Default("\"0s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long after the time of a row its label becomes known. That much time is left out before each following part, because labels of those rows were not known when it began."
                + Patterns.DURATION_HELP)
        String labelHorizon) {
  public RollingSplit {
    calibration = calibration == null ? "0s" : calibration;
    gap = gap == null ? "0s" : gap;
    labelHorizon = labelHorizon == null ? "0s" : labelHorizon;
  }
}
