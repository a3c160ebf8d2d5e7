package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Rows;

/**
 * Confidence-based performance estimation: the metrics of a binary classifier on rows without
 * labels, by its own probabilities, calibrated on a reference where that helps (the method of
 * NannyML, with equal scores grouped and a band). It is right while probabilities mean what they
 * meant: a change of what belongs to a class cannot be noticed without labels.
 *
 * <p>For several classes give the probability of the predicted class, whether it was right, and
 * call every row: {@link ExpectedMetric#PRECISION} is then the accuracy.
 *
 * @param replicates of reference and labels behind a band, such as 200
 * @param level how often the realised metric is to lie within the band, between 0 and 1
 * @param tolerated the share of current scores that may lie beyond those of the reference
 * @param seed decides every draw
 */
public record ConfidenceBased(int replicates, double level, double tolerated, long seed) {
  /** 200 replicates, bands of 90 %, one score in twenty beyond. */
  public static final ConfidenceBased USUAL = new ConfidenceBased(200, 0.9, 0.05, 66);

  /** Fewer units of the reference tell too little about calibration. */
  static final int MINIMUM_UNITS = 200;

  public ConfidenceBased {
    if (replicates < 20 || !(level > 0 && level < 1) || !(tolerated > 0 && tolerated < 1)) {
      throw new IllegalArgumentException(
          "%d replicates, a level of %s and a share of %s beyond give no estimate"
              .formatted(replicates, level, tolerated));
    }
  }

  /**
   * Learns what scores mean.
   *
   * @param score of each row of the reference
   * @param positive whether it is so
   * @param units of the rows
   */
  public ConfidenceEstimator fit(double[] score, boolean[] positive, Units units) {
    Rows.requirePaired(positive, score);
    Rows.requireAsMany(score.length, units.rows());
    return ConfidenceEstimator.of(this, score, positive, units);
  }
}
