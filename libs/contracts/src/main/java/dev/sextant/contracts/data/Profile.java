package dev.sextant.contracts.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the train part, before any balancing.
 *
 * @param format version of this contract, 1
 * @param rows how many rows were profiled
 * @param columns one entry a column
 */
public record Profile(int format, long rows, List<ColumnProfile> columns) {
  /**
   * Statistics of one column.
   *
   * @param name the column
   * @param type its logical type
   * @param missing rows without a value
   * @param unusable how many of those had one that cannot be used: NaN, an infinite number, a time
   *     stamp outside the years 1 to 9999
   * @param distinct number of distinct values (approximate above 10,000)
   * @param numeric for numbers; null otherwise or when every value is missing
   * @param top the most frequent values, most frequent first; text and truth values only
   */
  public record ColumnProfile(
      String name,
      ColumnType type,
      long missing,
      long unusable,
      long distinct,
      @Nullable Numeric numeric,
      List<Frequency> top) {}

  /**
   * Moments and quantiles.
   *
   * @param quantiles at 0, 0.05, 0.10, ... 1 (21 values)
   */
  public record Numeric(
      double min, double max, double mean, double standardDeviation, List<Double> quantiles) {}

  /** How often a value occurs. */
  public record Frequency(String value, long count) {}
}
