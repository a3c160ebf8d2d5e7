package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.function.DoubleUnaryOperator;

/** Compares two predictors on the same rows. */
public final class PairedDifference {
  private PairedDifference() {}

  /**
   * The mean over rows of the reference's loss minus the candidate's: above zero means that the
   * candidate is better.
   */
  public static Statistic ofLosses(double[] reference, double[] candidate) {
    Rows.requirePaired(reference, candidate);
    var differences = new double[reference.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = reference[i] - candidate[i];
    }
    return new WeightedMean(differences, DoubleUnaryOperator.identity());
  }
}
