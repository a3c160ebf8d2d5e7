package dev.sextant.statistics.trees;

import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;

/**
 * Gradient boosting of small trees (Friedman 2001) by first and second derivatives of the loss
 * (Chen and Guestrin 2016), split between quantiles of each column. What is missing counts as less
 * than every number and may be split off alone. Nothing is drawn: the same rows give the same
 * model. Of splits that gain equally, the first column's is taken, at the lowest bin.
 *
 * @param loss what the trees are to make small
 * @param rounds how many trees
 * @param depth of each tree: how many columns may act together
 * @param rate what share of each tree is added, above 0 and at most 1
 * @param ridge added to the curvature by which the slope of a leaf is divided, at least 0
 * @param leastCurvature of a leaf, above 0: with squared loss the rows that it has, each by its
 *     weight; with logistic loss at most a quarter of them
 */
public record BoostedTrees(
    Loss loss, int rounds, int depth, double rate, double ridge, double leastCurvature) {

  public BoostedTrees {
    if (rounds < 1 || depth < 1 || !(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "%d trees of depth %d at a rate of %s learn nothing".formatted(rounds, depth, rate));
    }
    if (!(ridge >= 0 && Double.isFinite(ridge))) {
      throw new IllegalArgumentException(
          "ridge: a finite number of at least 0 is needed, not " + ridge);
    }
    if (!(leastCurvature > 0)) {
      throw new IllegalArgumentException(
          "leastCurvature: a number above 0 is needed, not " + leastCurvature);
    }
  }

  /**
   * Learns from some rows.
   *
   * @param chosen which rows to learn from, at least one, each named once
   * @param target of every row, as the loss allows; those of other rows are not looked at
   * @param weight of every row, above 0; those of other rows are not looked at
   */
  public TreeModel fit(BinnedColumns rows, int[] chosen, double[] target, double[] weight) {
    Rows.requireAsMany(rows.rows(), target.length);
    Rows.requireAsMany(rows.rows(), weight.length);
    if (chosen.length == 0) {
      throw new IllegalArgumentException("chosen: nothing can be learned from no rows");
    }
    for (int row : chosen) {
      if (!loss.allows(target[row]) || !(weight[row] > 0 && Double.isFinite(weight[row]))) {
        throw new IllegalArgumentException(
            "row %d: a target of %s with a weight of %s does not fit %s loss"
                .formatted(row, target[row], weight[row], loss));
      }
    }
    return new Boosting(this, rows, chosen.clone(), target, weight).model();
  }

  /** Learns from all rows, each with the weight 1. */
  public TreeModel fit(BinnedColumns rows, double[] target) {
    var weight = new double[rows.rows()];
    Arrays.fill(weight, 1);
    var all = new int[rows.rows()];
    Arrays.setAll(all, row -> row);
    return fit(rows, all, target, weight);
  }
}
