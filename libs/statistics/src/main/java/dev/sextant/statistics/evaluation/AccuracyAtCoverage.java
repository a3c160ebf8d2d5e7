package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;

/**
 * The accuracy of the most confident share of rows, when the others are left to somebody else. Rows
 * of equal confidence at the edge count in proportion.
 */
public final class AccuracyAtCoverage implements Statistic {
  private final int[] order;
  private final double[] confidence;
  private final boolean[] right;
  private final double coverage;

  /**
   * A statistic.
   *
   * @param coverage the share of rows that is kept, above 0 and at most 1
   */
  public AccuracyAtCoverage(boolean[] right, double[] confidence, double coverage) {
    Rows.requirePaired(right, confidence);
    if (!(coverage > 0 && coverage <= 1)) {
      throw new IllegalArgumentException("coverage is above 0 and at most 1, unlike " + coverage);
    }
    this.right = right.clone();
    this.confidence = confidence.clone();
    this.coverage = coverage;
    this.order = Rows.descending(confidence);
  }

  @Override
  public int rows() {
    return order.length;
  }

  @Override
  public Estimate estimate(int[] weights) {
    long rows = 0;
    for (int weight : weights) {
      rows += weight;
    }
    if (rows == 0) {
      return Estimate.Undefined.NO_ROWS;
    }
    double kept = coverage * rows;
    double left = kept;
    double hits = 0;
    int from = 0;
    while (from < order.length && left > 0) {
      int to = from;
      double tied = 0;
      double tiedRight = 0;
      while (to < order.length && confidence[order[to]] == confidence[order[from]]) {
        tied += weights[order[to]];
        tiedRight += right[order[to]] ? weights[order[to]] : 0;
        to++;
      }
      if (tied > 0) {
        double taken = Math.min(left, tied);
        hits += tiedRight * taken / tied;
        left -= taken;
      }
      from = to;
    }
    return Estimate.of(Math.min(1, hits / kept));
  }
}
