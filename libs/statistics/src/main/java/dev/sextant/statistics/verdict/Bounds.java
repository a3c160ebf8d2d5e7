package dev.sextant.statistics.verdict;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a quantity lies according to one method, or why the method says nothing yet. */
public sealed interface Bounds {

  /**
   * Two bounds, each of which holds by itself at its own error rate.
   *
   * @param method which method, by the name of its class
   * @param estimate the best guess; it may lie outside after an intersection over looks
   * @param lower at or below the quantity, but for {@link ErrorRates#falseRollback}; negative
   *     infinity where the evidence does not bound it
   * @param upper at or above the quantity, but for {@link ErrorRates#falsePromotion}; positive
   *     infinity where the evidence does not bound it
   * @param inputs what the method was given, by name
   */
  record Interval(
      String method, double estimate, double lower, double upper, SortedMap<String, Double> inputs)
      implements Bounds {

    public Interval {
      requireFinite("the estimate", estimate);
      if (!(lower < Double.POSITIVE_INFINITY && upper > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "%s and %s are no lower and upper bound".formatted(lower, upper));
      }
      inputs.forEach(Interval::requireFinite);
      inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    private static void requireFinite(String name, double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("%s must be finite, not %s".formatted(name, value));
      }
    }
  }

  /**
   * The method's minimum is not reached, or its numbers leave the range of doubles.
   *
   * @param missing what is missing, in words
   * @param needed how many more units would be enough, where that can be said
   */
  record Unavailable(String missing, OptionalLong needed) implements Bounds {
    /** Without a number of units. */
    public static Unavailable because(String missing) {
      return new Unavailable(missing, OptionalLong.empty());
    }
  }
}
