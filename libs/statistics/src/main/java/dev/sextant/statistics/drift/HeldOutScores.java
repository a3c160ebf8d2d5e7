package dev.sextant.statistics.drift;

import dev.sextant.statistics.numeric.Rows;
import java.util.BitSet;

/**
 * How well scores of held-out rows tell two samples, added up over folds; rows are compared with
 * those of their own fold alone (Mann and Whitney 1947; van Elteren 1960). Where scores mean
 * nothing, each fold adds 0 on average, whatever the folds before it were.
 */
final class HeldOutScores {
  private double excess;
  private double variance;
  private double widest;
  private double pairs;

  /**
   * Adds a fold.
   *
   * @param score of each of its rows
   * @param current which of them are of the current sample
   */
  void add(double[] score, BitSet current) {
    double rows = score.length;
    double m = current.cardinality();
    double n = rows - m;
    if (n == 0 || m == 0) {
      return;
    }
    double ranks = 0;
    double ties = 0;
    int[] order = Rows.ascending(score);
    for (int from = 0; from < order.length; ) {
      int to = from;
      int ofCurrent = 0;
      while (to < order.length && score[order[to]] == score[order[from]]) {
        ofCurrent += current.get(order[to]) ? 1 : 0;
        to++;
      }
      double tied = to - (double) from;
      ranks += ofCurrent * (from + to + 1) / 2.0;
      ties += tied * (tied * tied - 1);
      from = to;
    }
    excess += (ranks - m * (rows + 1) / 2) / (rows + 1);
    widest += n * m / 12 / (rows + 1);
    variance += n * m / 12 * (1 - ties / (rows * (rows * rows - 1))) / (rows + 1);
    pairs += n * m / (rows + 1);
  }

  /** The chance that a row of the current sample has the higher score, a tie counting half. */
  double area() {
    return pairs == 0 ? 0.5 : 0.5 + excess / pairs;
  }

  /** In standard deviations of scores that mean nothing. */
  double z() {
    return variance > 0 ? excess / Math.sqrt(variance) : 0;
  }

  /** The standard deviation of the area where scores mean nothing and none are equal. */
  double deviation() {
    return pairs == 0 ? 0.5 : Math.sqrt(widest) / pairs;
  }
}
