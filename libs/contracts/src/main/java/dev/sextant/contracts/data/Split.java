package dev.sextant.contracts.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How rows are divided. Intervals are half-open: from inclusive, until exclusive. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Split.Rolling.class, name = "Rolling"),
  @JsonSubTypes.Type(value = Split.Boundaries.class, name = "Boundaries"),
  @JsonSubTypes.Type(value = Split.Hash.class, name = "Hash")
})
public sealed interface Split {
  /**
   * Windows that end at the newest row: test is the newest. Between two neighbours lies {@code gap}
   * plus {@code labelHorizon}. A zero-length part is empty and takes no gap.
   *
   * @param labelHorizon how long after the prediction time a label may arrive
   */
  record Rolling(
      Duration train,
      Duration validation,
      Duration calibration,
      Duration test,
      Duration gap,
      Duration labelHorizon)
      implements Split {}

  /**
   * Fixed instants. Each part ends {@code gap} plus {@code labelHorizon} before the next one
   * begins.
   *
   * @param trainFrom null means from the oldest row
   * @param validationFrom null means no validation part
   * @param calibrationFrom null means no calibration part
   * @param until end of test; null means to the newest row
   */
  record Boundaries(
      @Nullable Instant trainFrom,
      @Nullable Instant validationFrom,
      @Nullable Instant calibrationFrom,
      Instant testFrom,
      @Nullable Instant until,
      Duration gap,
      Duration labelHorizon)
      implements Split {}

  /**
   * A stable hash of the unit decides, for ever, so that no later model has trained on a test row.
   * Whole per cent that add up to 100.
   *
   * @param by the column whose value is hashed: RowId, Entity or Group
   */
  record Hash(String by, int train, int validation, int calibration, int test) implements Split {}
}
