package dev.sextant.statistics.sequential;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Functions that several sequences share. */
final class Numbers {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Numbers() {}

  static void requireRate(double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("an error rate lies between 0 and 1, unlike " + rate);
    }
  }

  /** P(Z above z) of a standard normal Z. */
  static double normalTail(double z) {
    return 0.5 * Erfc.value(z / Math.sqrt(2));
  }

  /** The z with P(Z above z) = tail. */
  static double normalQuantile(double tail) {
    return NORMAL.inverseSurvivalProbability(tail);
  }

  /** ln of the complete beta function. */
  static double logBeta(double a, double b) {
    return LogBeta.value(a, b);
  }

  /** ln of a (a+1) ... (a+n-1). */
  static double logRising(double a, double n) {
    // Where n is small against a, the difference of two logarithms of gamma would lose its digits.
    return n == 0 ? 0 : LogGamma.value(n) - LogBeta.value(a, n);
  }

  /** times * ln(value), where nothing times ln(0) is 0. */
  static double timesLog(double times, double value) {
    return times == 0 ? 0 : times * StrictMath.log(value);
  }

  /** ln of the mean of exp of the numbers; negative infinity where each is. */
  static double logMeanExp(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum / logs.length);
  }

  /**
   * The place where an increasing function passes the target, from the far side: at or beyond the
   * crossing, so that a bound is never too tight by rounding.
   *
   * @param inside where the function lies below the target
   * @param outside the end of the search, returned where the function never passes
   */
  static double crossing(
      DoubleUnaryOperator increasing, double target, double inside, double outside) {
    double low = inside;
    double high = outside;
    for (int i = 0; i < 60 && Math.abs(high - low) > 1e-11 * Math.abs(high); i++) {
      double middle = low + (high - low) / 2;
      if (increasing.applyAsDouble(middle) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
