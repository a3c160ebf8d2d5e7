package dev.sextant.statistics.numeric;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Rows of numbers: refused where they are no sample, and in order. */
public final class Rows {
  private Rows() {}

  /** Refuses numbers of rows that differ. */
  public static void requireAsMany(int one, int other) {
    if (one != other) {
      throw new IllegalArgumentException("rows differ in number: %d and %d".formatted(one, other));
    }
  }

  /** Refuses numbers of rows that differ, and what is not finite in either. */
  public static void requirePaired(double[] one, double[] other) {
    requireAsMany(one.length, other.length);
    requireFinite(one);
    requireFinite(other);
  }

  /** Refuses numbers of rows that differ, and what is not finite. */
  public static void requirePaired(boolean[] one, double[] other) {
    requireAsMany(one.length, other.length);
    requireFinite(other);
  }

  /** Refuses what does not lie between 0 and 1. */
  public static void requireProbabilities(double[] values) {
    requireProbabilities("", values);
  }

  /**
   * Refuses what does not lie between 0 and 1.
   *
   * @param of what they are, such as "propensity of "; it begins the message
   */
  public static void requireProbabilities(String of, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new IllegalArgumentException(
            "%srow %d is %s, which is no probability".formatted(of, i, values[i]));
      }
    }
  }

  /** Refuses what is not finite. */
  public static void requireFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "row %d is %s; leave out rows without a value".formatted(i, values[i]));
      }
    }
  }

  /** The rows by rising number, equal ones in their order; 0 and -0 are equal. */
  public static int[] ascending(double[] numbers) {
    return ordered(numbers.length, (a, b) -> compare(numbers, a, b));
  }

  /** The rows by falling number, equal ones in their order; 0 and -0 are equal. */
  public static int[] descending(double[] numbers) {
    return ordered(numbers.length, (a, b) -> compare(numbers, b, a));
  }

  /** The mean place, from 0, of each number among all; 0 and -0 are equal. */
  public static double[] ranks(double[] numbers) {
    int[] order = ascending(numbers);
    var ranks = new double[numbers.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && numbers[order[to]] == numbers[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static int compare(double[] numbers, int one, int other) {
    return Double.compare(numbers[one] + 0.0, numbers[other] + 0.0);
  }

  private static int[] ordered(int rows, Comparator<Integer> by) {
    return IntStream.range(0, rows).boxed().sorted(by).mapToInt(Integer::intValue).toArray();
  }
}
