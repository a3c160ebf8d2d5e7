package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** How the model is measured. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MetricOptions(
    @Default("{}")
        @JsonPropertyDescription("How the intervals of the metrics on the test rows are computed.")
        Bootstrap bootstrap) {
  public MetricOptions {
    bootstrap = bootstrap == null ? Bootstrap.defaults() : bootstrap;
  }

  /** What holds where the user says nothing. */
  public static MetricOptions defaults() {
    return new MetricOptions(Bootstrap.defaults());
  }
}
