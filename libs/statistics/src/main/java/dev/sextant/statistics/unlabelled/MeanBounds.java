package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Bounds on a mean for one look by Student's law, both moved by what the skewness of the units does
 * to it (Johnson 1978; Hall 1992): losses are often rare and large, and their mean then lies below
 * the truth more often than above.
 */
final class MeanBounds {
  private MeanBounds() {}

  /**
   * The bounds.
   *
   * @param skewness of the estimate: the sum of third powers over units, over that of squares to
   *     the power of 3/2
   */
  static Bounds of(
      String method,
      double value,
      double error,
      double skewness,
      double degrees,
      ErrorRates errors,
      SortedMap<String, Double> given) {
    if (!Double.isFinite(value + error + skewness)) {
      return Bounds.Unavailable.because("the numbers exceed the range of a double");
    }
    var inputs = new TreeMap<>(given);
    inputs.put("standardError", error);
    inputs.put("skewness", skewness);
    inputs.put("degrees", degrees);
    var law = TDistribution.of(degrees);
    double down = law.inverseSurvivalProbability(errors.falseRollback());
    double up = law.inverseSurvivalProbability(errors.falsePromotion());
    return new Bounds.Interval(
        method,
        value,
        value - error * (down - moved(skewness, down)),
        value + error * (up + moved(skewness, up)),
        inputs);
  }

  private static double moved(double skewness, double quantile) {
    return skewness * (1 + 2 * quantile * quantile) / 6;
  }
}
