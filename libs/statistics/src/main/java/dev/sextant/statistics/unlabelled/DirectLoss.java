package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;

/**
 * Direct loss estimation: how large a regression model's loss is on rows without labels, by a model
 * of the loss that is learned where labels are known (the method of NannyML, with an interval). It
 * is right while the loss that belongs to a row stays what it was; a change of that cannot be
 * noticed without labels. Why this way: docs/decisions/0066.
 *
 * @param model of the loss
 * @param folds of units that are left out in turn, at least 5
 * @param level how often the realised loss is to lie within the band, between 0 and 1
 * @param tolerated the share of current rows that may lie outside of the reference
 * @param seed decides which units are left out together
 */
public record DirectLoss(LossModel model, int folds, double level, double tolerated, long seed) {
  /** Boosted trees, ten folds, bands of 90 %, one row in twenty outside. */
  public static final DirectLoss USUAL = new DirectLoss(BoostedLossModel.USUAL, 10, 0.9, 0.05, 66);

  /** Fewer units tell too little about a loss that depends on the row. */
  static final int MINIMUM_UNITS = 200;

  public DirectLoss {
    if (folds < 5 || !(level > 0 && level < 1) || !(tolerated > 0 && tolerated < 1)) {
      throw new IllegalArgumentException(
          "%d folds, a level of %s and a share of %s outside give no estimate"
              .formatted(folds, level, tolerated));
    }
  }

  /**
   * Learns the loss.
   *
   * @param rows of the reference: the features of each, and last what the model predicts
   * @param losses of the rows, such as the absolute error, at least 0
   * @param units of the rows
   */
  public LossEstimator fit(double[][] rows, double[] losses, Units units) {
    Rows.requireAsMany(rows.length, losses.length);
    Rows.requireAsMany(rows.length, units.rows());
    for (int row = 0; row < rows.length; row++) {
      requireRow(row, rows[row], rows[0].length);
      if (!(losses[row] >= 0 && Double.isFinite(losses[row]))) {
        throw new IllegalArgumentException(
            "row %d is %s, and a loss is a finite number of at least 0"
                .formatted(row, losses[row]));
      }
    }
    return LossEstimator.of(this, rows, losses, units);
  }

  static void requireRow(int number, double[] row, int columns) {
    if (row.length != columns || !Arrays.stream(row).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "row %d has no %d finite numbers; give what is missing a number of its own"
              .formatted(number, columns));
    }
  }
}
