package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a simple rule achieved on the same rows as the model. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BaselineResult(
    @Required @JsonPropertyDescription("Which rule: ZeroRule, Random or Heuristic.")
        BaselineKind kind,
    @Size(max = 64)
        @JsonPropertyDescription("The metrics of the rule, measured as those of the model.")
        List<Metric> metrics,
    @JsonPropertyDescription(
            "The loss of the rule minus the loss of the model, row by row in the mean, "
                + "with a paired bootstrap interval: above 0 where the model is better; beyond "
                + "chance where low is above 0, too.")
        @Nullable Metric improvement) {
  public BaselineResult {
    metrics = metrics == null ? List.of() : List.copyOf(metrics);
  }
}
