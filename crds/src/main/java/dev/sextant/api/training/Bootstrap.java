package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** How the intervals of the metrics are computed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bootstrap(
    @Default("1000")
        @Min(100)
        @Max(100000)
        @JsonPropertyDescription("How often the test rows are drawn anew.")
        Integer replicates,
    @Default("\"0.95\"")
        @Pattern(Patterns.OPEN_FRACTION)
        @Size(max = 32)
        @JsonPropertyDescription(
            "How much of the distribution the interval covers; a decimal number between 0 "
                + "and 1.")
        String level) {
  public Bootstrap {
    replicates = replicates == null ? 1000 : replicates;
    level = level == null ? "0.95" : level;
  }

  /** What holds where the user says nothing. */
  public static Bootstrap defaults() {
    return new Bootstrap(1000, "0.95");
  }
}
