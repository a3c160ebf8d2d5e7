package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How many snapshots are kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SnapshotHistory(
    @Default("5")
        @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "How many snapshots are kept. Older ones are deleted when no training or model "
                + "refers to them.")
        Integer snapshots) {
  public SnapshotHistory {
    snapshots = snapshots == null ? 5 : snapshots;
  }

  /** What holds where the user says nothing. */
  public static SnapshotHistory defaults() {
    return new SnapshotHistory(5);
  }
}
