package dev.sextant.statistics.evaluation;

import java.util.Arrays;

/**
 * A number computed from weighted rows; a row of weight k counts as k equal rows. Implementations
 * prepare what does not depend on the weights once, so that a bootstrap is cheap.
 */
public interface Statistic {

  /** How many rows it was made from. */
  int rows();

  /**
   * The statistic of the weighted sample.
   *
   * @param weights one weight a row, none negative
   */
  Estimate estimate(int[] weights);

  /** The statistic of the sample as it is. */
  default Estimate estimate() {
    var ones = new int[rows()];
    Arrays.fill(ones, 1);
    return estimate(ones);
  }
}
