package dev.sextant.statistics.verdict;

import java.util.Map;

/**
 * How often a verdict may be wrong over all looks together.
 *
 * @param falsePromotion the chance of ever calling non-inferior what is worse than the margin
 * @param falseRollback the chance of ever calling harm what is within the margin
 */
public record ErrorRates(double falsePromotion, double falseRollback) {

  public ErrorRates {
    requireRate("falsePromotion", falsePromotion);
    requireRate("falseRollback", falseRollback);
  }

  /** Both rates multiplied, as when several bounds or looks share them. */
  public ErrorRates times(double share) {
    return new ErrorRates(falsePromotion * share, falseRollback * share);
  }

  /** The rate of each of two bounds, to be named among the inputs of what made them. */
  public Map<String, Double> inputs() {
    return Map.of("lowerRate", falseRollback, "upperRate", falsePromotion);
  }

  private static void requireRate(String name, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "%s lies between 0 and 1, unlike %s".formatted(name, rate));
    }
  }
}
