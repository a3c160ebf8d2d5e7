package dev.sextant.api.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many revisions are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RevisionHistory(
    @Default("10")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription("How many revisions that no longer serve are kept.")
        Integer revisions) {
  public RevisionHistory {
    revisions = revisions == null ? 10 : revisions;
  }

  /** What holds where the user says nothing. */
  public static RevisionHistory defaults() {
    return new RevisionHistory(10);
  }
}
