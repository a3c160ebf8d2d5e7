package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sextant.api.common.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** A linear model: ridge regression, or logistic regression for Binary. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LinearTrainer(
    @Default("\"0.001\"")
        @Pattern(Patterns.NOT_NEGATIVE)
        @Size(max = 32)
        @JsonPropertyDescription(
            "The penalty for large weights, per row, on standardised inputs; a decimal "
                + "number from 0 up. 0: none.")
        String l2) {
  public LinearTrainer {
    l2 = l2 == null ? "0.001" : l2;
  }
}
