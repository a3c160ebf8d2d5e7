package dev.sextant.statistics.evaluation;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a model behaves as it must on made-up cases (Ribeiro and others 2020), judged by the
 * exact bound on its failure rate: a handful of passes proves little, and no case at all proves
 * nothing.
 *
 * @param failureAtMost the rate of failures that is still acceptable, at least 0 and below 1
 * @param errorRate how often a verdict may be wrong, between 0 and 1
 */
public record BehaviourTest(double failureAtMost, double errorRate) {

  public BehaviourTest {
    if (!(failureAtMost >= 0 && failureAtMost < 1) || !(errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException(
          "failures of at most %s at the rate %s cannot be tested"
              .formatted(failureAtMost, errorRate));
    }
  }

  /** What the cases say. */
  public sealed interface Result {
    /** Fewer failures than are acceptable, with the upper bound of the rate. */
    record Passed(double upper) implements Result {}

    /** More failures than are acceptable, with the lower bound of the rate. */
    record Failed(double lower) implements Result {}

    /**
     * Neither.
     *
     * @param missing in words
     * @param needed how many more cases would pass if they went as those so far, where any number
     *     would
     */
    record Inconclusive(String missing, OptionalLong needed) implements Result {}
  }

  /**
   * Judges.
   *
   * @param failures of the cases
   * @param cases those to which the test applied
   */
  public Result judge(long failures, long cases) {
    double upper = ClopperPearson.upper(failures, cases, errorRate);
    double lower = ClopperPearson.lower(failures, cases, errorRate);
    if (cases > 0 && upper <= failureAtMost) {
      return new Result.Passed(upper);
    }
    if (lower > failureAtMost) {
      return new Result.Failed(lower);
    }
    return new Result.Inconclusive(
        cases == 0
            ? "no case applies"
            : "%d of %d cases failed: between %.3g and %.3g of all, where %s is acceptable"
                .formatted(failures, cases, lower, upper, failureAtMost),
        needed(failures, cases));
  }

  // By doubling and halving; the bound falls with the cases as long as the share stays the same.
  private OptionalLong needed(long failures, long cases) {
    double rate = cases == 0 ? 0 : (double) failures / cases;
    if (!(rate < failureAtMost)) {
      return OptionalLong.empty();
    }
    long enough = Math.max(1, cases);
    while (enough < 1L << 30 && !passes(rate, enough)) {
      enough *= 2;
    }
    if (!passes(rate, enough)) {
      return OptionalLong.empty();
    }
    long few = enough / 2;
    while (enough - few > 1) {
      long middle = (few + enough) / 2;
      if (passes(rate, middle)) {
        enough = middle;
      } else {
        few = middle;
      }
    }
    return OptionalLong.of(enough - cases);
  }

  private boolean passes(double rate, long cases) {
    long failures = (long) Math.ceil(rate * cases - 1e-9);
    return ClopperPearson.upper(failures, cases, errorRate) <= failureAtMost;
  }

  /** What a change of a case should do to its score. */
  public sealed interface Expectation {
    /**
     * The change means nothing, so the score must stay.
     *
     * @param tolerance by how much it may move
     */
    record Same(double tolerance) implements Expectation {}

    /**
     * The change makes the score rise or fall.
     *
     * @param sign 1 for a score that must not fall, -1 for one that must not rise
     * @param tolerance by how much it may go the wrong way
     */
    record Monotone(int sign, double tolerance) implements Expectation {}

    /**
     * Whether the scores before and after a change fail. It does not apply where there was no score
     * before; where the change alone takes the score away, that is a failure.
     */
    default Optional<Boolean> fails(double before, double after) {
      if (!Double.isFinite(before)) {
        return Optional.empty();
      }
      return Optional.of(
          !Double.isFinite(after)
              || switch (this) {
                case Same(double tolerance) -> Math.abs(after - before) > tolerance;
                case Monotone(int sign, double tolerance) -> sign * (after - before) < -tolerance;
              });
    }
  }
}
