package dev.sextant.statistics.drift;

import java.util.List;

/**
 * What is known of one column.
 *
 * @param column its name
 * @param missing whether more or fewer values are missing
 * @param values whether the others are distributed otherwise
 */
public record ColumnDrift(String column, DriftVerdict missing, DriftVerdict values) {

  /** Both. */
  public List<DriftVerdict> verdicts() {
    return List.of(missing, values);
  }
}
