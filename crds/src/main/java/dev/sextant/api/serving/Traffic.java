package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How requests are treated on their way. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.timeout.matches('[1-9]')",
    message = "must be longer than nothing: give it a duration",
    fieldPath = ".timeout")
public record Traffic(
    @Default("\"30s\"")
        @Pattern(Patterns.DURATION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How long a request may take before the caller is told that it timed out."
                + Patterns.DURATION_HELP)
        String timeout) {
  public Traffic {
    timeout = timeout == null ? "30s" : timeout;
  }

  /** What holds where the user says nothing. */
  public static Traffic defaults() {
    return new Traffic("30s");
  }
}
