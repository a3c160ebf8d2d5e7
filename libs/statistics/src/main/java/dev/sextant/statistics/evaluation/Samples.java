package dev.sextant.statistics.evaluation;

import java.util.stream.IntStream;

/** Refuses arrays that are no sample: lengths that differ, numbers that are not finite. */
final class Samples {
  static final Estimate NO_ROWS = new Estimate.Undefined("there are no rows");

  private Samples() {}

  static void requirePaired(double[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(one.length, other.length));
    }
    requireFinite(one);
    requireFinite(other);
  }

  static void requirePaired(boolean[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(one.length, other.length));
    }
    requireFinite(other);
  }

  static void requireProbabilities(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new IllegalArgumentException(
            "row %d is %s, which is no probability".formatted(i, values[i]));
      }
    }
  }

  private static void requireFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "row %d is %s; leave out rows without a value".formatted(i, values[i]));
      }
    }
  }

  /** The rows by rising number, equal ones in their order; 0 and -0 are equal. */
  static int[] ascending(double[] numbers) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted((a, b) -> Double.compare(numbers[a] + 0.0, numbers[b] + 0.0))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
