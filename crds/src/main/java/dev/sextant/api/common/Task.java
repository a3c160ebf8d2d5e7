package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is predicted. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.kind != 'Binary' || has(self.positive)",
    message = "Binary needs to know which value of the label is positive: set it",
    fieldPath = ".positive")
@ValidationRule(
    value = "self.kind == 'Binary' || !has(self.positive)",
    message = "only a Binary task has a positive value: leave it out",
    fieldPath = ".positive")
@ValidationRule(
    value = "self.kind == 'Binary' || !has(self.threshold)",
    message = "only a Binary task has a threshold: leave it out",
    fieldPath = ".threshold")
public record Task(
    @Required
        @JsonPropertyDescription(
            "Regression predicts a number; Binary predicts which of two classes it is, "
                + "with a probability.")
        TaskKind kind,
    @Size(min = 1, max = 256)
        @JsonPropertyDescription(
            "Binary: the value of the label that counts as positive, as text, such as yes, "
                + "1 or true. Every other value counts as negative.")
        @Nullable String positive,
    @Pattern(Patterns.OPEN_FRACTION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "Binary: the probability from which on a row is called positive; a decimal "
                + "number between 0 and 1. Default: 0.5.")
        @Nullable String threshold) {

  /** The threshold of a Binary task where the user names none. */
  public static final String DEFAULT_THRESHOLD = "0.5";

  /** The probability from which on a row is called positive. */
  public String thresholdOrDefault() {
    return threshold == null ? DEFAULT_THRESHOLD : threshold;
  }
}
