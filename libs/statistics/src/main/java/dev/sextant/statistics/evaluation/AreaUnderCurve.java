package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;

/** The exact area under the ROC curve by ranks; the sorting is done once. */
final class AreaUnderCurve implements Statistic {
  /** The rows by ascending score. */
  private final int[] order;

  /** For each place of the order, whether the next place has another score. */
  private final boolean[] endsTie;

  /** The class of each row. */
  private final boolean[] positive;

  private AreaUnderCurve(int[] order, boolean[] endsTie, boolean[] positive) {
    this.order = order;
    this.endsTie = endsTie;
    this.positive = positive;
  }

  static AreaUnderCurve of(boolean[] positive, double[] score) {
    int[] order = Rows.ascending(score);
    var endsTie = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      endsTie[i] = i + 1 == order.length || score[order[i]] != score[order[i + 1]];
    }
    return new AreaUnderCurve(order, endsTie, positive.clone());
  }

  @Override
  public int rows() {
    return order.length;
  }

  @Override
  public Estimate estimate(int[] weights) {
    long negatives = 0;
    long positives = 0;
    long tiedNegatives = 0;
    long tiedPositives = 0;
    double wins = 0;
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      if (positive[row]) {
        tiedPositives += weights[row];
      } else {
        tiedNegatives += weights[row];
      }
      if (endsTie[i]) {
        wins += tiedPositives * (negatives + tiedNegatives / 2.0);
        negatives += tiedNegatives;
        positives += tiedPositives;
        tiedNegatives = 0;
        tiedPositives = 0;
      }
    }
    if (positives + negatives == 0) {
      return Estimate.Undefined.NO_ROWS;
    }
    if (positives == 0 || negatives == 0) {
      return new Estimate.Undefined(
          "every row is %s".formatted(positives == 0 ? "negative" : "positive"));
    }
    return Estimate.of(wins / ((double) positives * negatives));
  }
}
