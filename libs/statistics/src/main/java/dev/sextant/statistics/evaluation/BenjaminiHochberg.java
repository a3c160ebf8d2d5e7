package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;

/**
 * Keeps the expected share of false ones among what is called significant (Benjamini and Hochberg
 * 1995), for tests that are independent or depend on each other positively.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The smallest share at which each test would be significant; never below its own p-value.
   *
   * @param pValues between 0 and 1, in any order
   */
  public static double[] adjusted(double[] pValues) {
    Rows.requireProbabilities(pValues);
    int[] order = Rows.descending(pValues);
    var adjusted = new double[pValues.length];
    double least = 1;
    for (int i = 0; i < order.length; i++) {
      double rank = order.length - (double) i;
      least = Math.min(least, pValues[order[i]] * order.length / rank);
      // The product and the quotient may round to less than the p-value itself.
      adjusted[order[i]] = Math.max(least, pValues[order[i]]);
    }
    return adjusted;
  }

  /** Which tests are significant when at most that share of them may be false. */
  public static boolean[] significant(double[] pValues, double share) {
    double[] adjusted = adjusted(pValues);
    var significant = new boolean[adjusted.length];
    for (int i = 0; i < adjusted.length; i++) {
      significant[i] = adjusted[i] <= share;
    }
    return significant;
  }
}
