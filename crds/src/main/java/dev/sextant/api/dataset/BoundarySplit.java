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
import org.jspecify.annotations.Nullable;

/** Split by time at fixed moments; each part begins at its moment and ends before the next. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.trainFrom) || timestamp(self.trainFrom) < " + "timestamp(self.validationFrom)",
    message = "the training part must begin before the validation part",
    fieldPath = ".trainFrom")
@ValidationRule(
    value =
        "timestamp(self.validationFrom) < timestamp(has(self.calibrationFrom) ? "
            + "self.calibrationFrom : self.testFrom)",
    message = "the validation part must begin before the part that follows it",
    fieldPath = ".validationFrom")
@ValidationRule(
    value =
        "!has(self.calibrationFrom) || timestamp(self.calibrationFrom) < "
            + "timestamp(self.testFrom)",
    message = "the calibration part must begin before the test part",
    fieldPath = ".calibrationFrom")
@ValidationRule(
    value = "!has(self.until) || timestamp(self.testFrom) < timestamp(self.until)",
    message = "the test part must begin before it ends",
    fieldPath = ".until")
public record BoundarySplit(
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription(
            "Where the training part begins, in RFC 3339 such as 2026-01-31T00:00:00Z. "
                + "Left out: at the first row.")
        @Nullable String trainFrom,
    @Required
        @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("Where the validation part begins, in RFC 3339.")
        String validationFrom,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription(
            "Where the calibration part begins, in RFC 3339. Left out: there is none.")
        @Nullable String calibrationFrom,
    @Required
        @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription("Where the test part begins, in RFC 3339.")
        String testFrom,
    @Pattern(Patterns.INSTANT)
        @Size(max = 40)
        @JsonPropertyDescription(
            "Where the test part ends, in RFC 3339. Left out: with the last row.")
        @Nullable String until,
    @Default("\"0s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How much time is left out before each boundary, beside labelHorizon, so that rows close together do not fall on both sides."
                + Patterns.DURATION_HELP)
        String gap,
    @Default("\"0s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long after the time of a row its label becomes known. That much time is left out before each following part, because labels of those rows were not known when it began."
                + Patterns.DURATION_HELP)
        String labelHorizon) {
  public BoundarySplit {
    gap = gap == null ? "0s" : gap;
    labelHorizon = labelHorizon == null ? "0s" : labelHorizon;
  }
}
