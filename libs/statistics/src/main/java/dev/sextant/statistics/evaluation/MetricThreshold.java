package dev.sextant.statistics.evaluation;

import java.util.Optional;

/**
 * What a metric must reach by itself and against a baseline. The cases and their answers are those
 * of TensorFlow Model Analysis, with two differences: the whole interval of the metric must be
 * acceptable, not its estimate, and a slice with few rows is inconclusive, not left out. An
 * interval of no width gives the answer for an estimate.
 *
 * @param lower the least value, inclusive; negative infinity for none
 * @param upper the largest value, inclusive; infinity for none
 * @param change what is asked of the change against the baseline
 */
public record MetricThreshold(double lower, double upper, Optional<Change> change) {

  public MetricThreshold {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("nothing lies between %s and %s".formatted(lower, upper));
    }
  }

  /**
   * What is asked of the change: for a metric of which more is better, candidate minus baseline
   * must be at least {@code absolute}, and the same as a share of the baseline at least {@code
   * relative}; mirrored where less is better. So, for more is better, a negative bound is how much
   * may be lost and a positive one how much must be gained.
   *
   * @param absolute in the metric's unit; infinite for no bound
   * @param relative as a share of the baseline; infinite for no bound
   */
  public record Change(Direction direction, double absolute, double relative) {
    public Change {
      if (Double.isNaN(absolute) || Double.isNaN(relative)) {
        throw new IllegalArgumentException("a bound is a number");
      }
    }

    private Interval acceptable(double bound) {
      return direction == Direction.HIGHER_IS_BETTER
          ? new Interval(bound, Double.POSITIVE_INFINITY)
          : new Interval(Double.NEGATIVE_INFINITY, bound);
    }
  }

  /** Which way is better. */
  public enum Direction {
    HIGHER_IS_BETTER,
    LOWER_IS_BETTER,
    /** Nothing can be said about a change. */
    UNKNOWN
  }

  /** Where a number lies; of no width where it is taken as it is. */
  public record Interval(double low, double high) {
    public Interval {
      if (!(low <= high)) {
        throw new IllegalArgumentException("no interval: %s to %s".formatted(low, high));
      }
    }

    /** An estimate that is taken as it is. */
    public static Interval at(double value) {
      return new Interval(value, value);
    }

    private boolean lies(Interval inside) {
      return low >= inside.low && high <= inside.high;
    }

    private boolean misses(Interval other) {
      return high < other.low || low > other.high;
    }
  }

  /**
   * What was measured of a metric, in all rows or in a slice.
   *
   * @param value of the candidate
   * @param baseline what is known against the baseline; empty where there is none
   * @param rows how many
   */
  public record Reading(Interval value, Optional<Versus> baseline, long rows) {}

  /**
   * The change against the baseline.
   *
   * @param absolute candidate minus baseline
   * @param relative the same as a share of the baseline; empty where the baseline is about 0
   */
  public record Versus(Interval absolute, Optional<Interval> relative) {}

  /** Whether the metric reaches what is asked. */
  public sealed interface Result {
    /** It does. */
    record Passed() implements Result {}

    /** It does not. */
    record Failed(String reason) implements Result {}

    /** It may or may not. */
    record Inconclusive(String missing) implements Result {}
  }

  /**
   * Checks a metric.
   *
   * @param reading empty where the metric, or the slice, was not found
   * @param minimum rows below which nothing is said
   * @param rubberStamp whether a change passes where there is no baseline at all
   */
  public Result check(Optional<Reading> reading, long minimum, boolean rubberStamp) {
    if (reading.isEmpty()) {
      return new Result.Failed("it was not found");
    }
    Reading found = reading.get();
    if (found.rows() < minimum) {
      return new Result.Inconclusive(
          "it has %d rows, %d are asked for".formatted(found.rows(), minimum));
    }
    Result value = within("the value", found.value(), new Interval(lower, upper));
    return change.isEmpty() ? value : and(value, check(change.get(), found, rubberStamp));
  }

  private static Result check(Change change, Reading found, boolean rubberStamp) {
    if (found.baseline().isEmpty()) {
      return rubberStamp ? new Result.Passed() : new Result.Failed("there is no baseline");
    }
    if (change.direction() == Direction.UNKNOWN) {
      return new Result.Failed("it is not known which way is better");
    }
    Versus versus = found.baseline().get();
    if (versus.relative().isEmpty()) {
      return new Result.Failed("the baseline is about 0, so that there is no relative change");
    }
    return and(
        within("the change", versus.absolute(), change.acceptable(change.absolute())),
        within(
            "the relative change", versus.relative().get(), change.acceptable(change.relative())));
  }

  /** Both: failed where one is, passed where both are. */
  public static Result and(Result one, Result other) {
    if (one instanceof Result.Failed || other instanceof Result.Passed) {
      return one;
    }
    return other instanceof Result.Failed || one instanceof Result.Passed ? other : one;
  }

  private static Result within(String what, Interval interval, Interval acceptable) {
    if (interval.lies(acceptable)) {
      return new Result.Passed();
    }
    String where =
        "%s lies between %s and %s, where %s to %s is acceptable"
            .formatted(what, interval.low(), interval.high(), acceptable.low(), acceptable.high());
    return interval.misses(acceptable) ? new Result.Failed(where) : new Result.Inconclusive(where);
  }
}
