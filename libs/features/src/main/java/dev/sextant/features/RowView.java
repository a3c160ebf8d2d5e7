package dev.sextant.features;

import org.jspecify.annotations.Nullable;

/**
 * One row, read by the position of a {@link Variable} in the list that was given to the compiler.
 *
 * <p>An evaluation asks only for the variables that the program names as inputs, each by the method
 * of its type. A caller can keep one view and move it from row to row.
 */
public interface RowView {

  /** The number in a Double or Integer column; NaN (or an infinity) where it is missing. */
  double number(int variable);

  /** The text in a String column; null or the empty text where it is missing. */
  @Nullable String text(int variable);

  /** The truth value in a Boolean column; null where it is missing. */
  @Nullable Boolean truth(int variable);

  /**
   * Microseconds since 1970-01-01T00:00:00Z in a Timestamp column; {@link Timestamps#MISSING} where
   * it is missing.
   */
  long timestamp(int variable);
}
