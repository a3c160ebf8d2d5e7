package dev.sextant.statistics.evaluation;

/** What a statistic says about a sample: a finite number, or why there is none. */
public sealed interface Estimate {

  /** A finite number. */
  record Value(double value) implements Estimate {
    public Value {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value must be finite, not " + value);
      }
    }
  }

  /**
   * There is no number.
   *
   * @param reason why, in words that finish "undefined because ..."
   */
  record Undefined(String reason) implements Estimate {
    static final Undefined NO_ROWS = new Undefined("there are no rows");
  }

  /** The number as a value, or undefined where it left the range of doubles. */
  static Estimate of(double value) {
    return Double.isFinite(value)
        ? new Value(value)
        : new Undefined("the numbers exceed the range of a double");
  }
}
