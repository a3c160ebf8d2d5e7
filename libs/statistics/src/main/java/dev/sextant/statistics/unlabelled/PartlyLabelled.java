package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Rows;

/** Predictions of which some have a label, each with what its loss was predicted to be. */
public final class PartlyLabelled {
  private final boolean[] labelled;
  private final double[] loss;
  private final double[] predicted;
  private final Units units;

  private PartlyLabelled(boolean[] labelled, double[] loss, double[] predicted, Units units) {
    this.labelled = labelled;
    this.loss = loss;
    this.predicted = predicted;
    this.units = units;
  }

  /**
   * Of rows.
   *
   * @param labelled whether each row has a label
   * @param loss of each row that has one; ignored elsewhere
   * @param predicted any guess at each row's loss that was made without its label, such as one
   *     minus the confidence; its quality decides what is gained, not what is right
   * @param units of the rows
   */
  public static PartlyLabelled of(
      boolean[] labelled, double[] loss, double[] predicted, Units units) {
    Rows.requireAsMany(labelled.length, loss.length);
    Rows.requireAsMany(labelled.length, units.rows());
    Rows.requirePaired(labelled, predicted);
    var known = new double[loss.length];
    for (int row = 0; row < loss.length; row++) {
      if (labelled[row] && !Double.isFinite(loss[row])) {
        throw new IllegalArgumentException(
            "row %d is labelled and has the loss %s".formatted(row, loss[row]));
      }
      known[row] = labelled[row] ? loss[row] : 0;
    }
    return new PartlyLabelled(labelled.clone(), known, predicted.clone(), units);
  }

  Units units() {
    return units;
  }

  int rows() {
    return labelled.length;
  }

  boolean isLabelled(int row) {
    return labelled[row];
  }

  /** The loss of a labelled row; 0 elsewhere. */
  double loss(int row) {
    return loss[row];
  }

  double predicted(int row) {
    return predicted[row];
  }

  double[] predictions() {
    return predicted.clone();
  }

  boolean[] labels() {
    return labelled.clone();
  }

  /** How many rows have a label, or have none. */
  int count(boolean with) {
    int count = 0;
    for (boolean label : labelled) {
      count += label == with ? 1 : 0;
    }
    return count;
  }

  /** How many units have a row with a label. */
  int labelledUnits() {
    var seen = new boolean[units.count()];
    int count = 0;
    for (int row = 0; row < labelled.length; row++) {
      if (labelled[row] && !seen[units.unit(row)]) {
        seen[units.unit(row)] = true;
        count++;
      }
    }
    return count;
  }
}
