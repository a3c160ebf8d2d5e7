package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** When a job is given up. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.duration.matches('[1-9]')",
    message = "must be longer than nothing: give it a duration",
    fieldPath = ".duration")
public record JobLimits(
    @Default("\"1h\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long the work may take, all attempts together, before it is ended with the reason DeadlineExceeded."
                + Patterns.DURATION_HELP)
        String duration,
    @Default("3")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "How many attempts may fail before the work is given up. Failures that a "
                + "repetition cannot cure, such as a missing column, end it at once.")
        Integer failures) {
  public JobLimits {
    duration = duration == null ? "1h" : duration;
    failures = failures == null ? 3 : failures;
  }

  /** What holds where the user says nothing. */
  public static JobLimits defaults() {
    return new JobLimits("1h", 3);
  }
}
