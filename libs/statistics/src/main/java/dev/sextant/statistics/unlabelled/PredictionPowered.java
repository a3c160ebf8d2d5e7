package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.UnitSums;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mean loss from few labels and many predictions of it, for one look (PPI++; Angelopoulos,
 * Duchi and Zrnic 2023): the mean of the labelled losses, plus lambda times what the predictions of
 * unlabelled rows exceed those of labelled rows by. Lambda is the one with the least error, 0 where
 * predictions say nothing. The error comes from the spread between units, which may have rows of
 * both kinds. Right whatever the predictions, if the rows with labels are a sample of all ({@link
 * LabelSelection}). For many looks see {@link PredictionPoweredSequence}.
 */
public final class PredictionPowered {
  /** The least number of units with labels. */
  static final int MINIMUM_UNITS = 30;

  /** Among how many units the error must be divided, to be known by their spread. */
  static final int MINIMUM_EFFECTIVE = 20;

  private PredictionPowered() {}

  /**
   * Bounds on how much the mean loss exceeds a baseline, such as that of the test split.
   *
   * @param baseline in the unit of the loss
   * @param errors the lower end may err at the rate of false rollbacks, the upper at that of false
   *     promotions
   */
  public static Bounds bounds(PartlyLabelled rows, double baseline, ErrorRates errors) {
    if (!Double.isFinite(baseline)) {
      throw new IllegalArgumentException("a baseline is finite, unlike " + baseline);
    }
    int labelledUnits = rows.labelledUnits();
    if (labelledUnits < MINIMUM_UNITS) {
      return new Bounds.Unavailable(
          "%d units have labels, %d are needed".formatted(labelledUnits, MINIMUM_UNITS),
          OptionalLong.of((long) MINIMUM_UNITS - labelledUnits));
    }
    var means = Means.of(rows);
    UnitSums alone = UnitSums.of(rows.units(), row -> means.ofLabels(rows, row));
    UnitSums more = UnitSums.of(rows.units(), row -> means.ofPredictions(rows, row));
    double spread = more.product(more);
    double lambda =
        spread > means.rounding() && means.unlabelled() > 0
            ? Math.clamp(-alone.product(more) / spread, 0.0, 1.0)
            : 0;
    UnitSums both =
        UnitSums.of(
            rows.units(),
            row -> means.ofLabels(rows, row) + lambda * means.ofPredictions(rows, row));
    double effective = both.effectiveSquares();
    if (!(effective >= MINIMUM_EFFECTIVE)) {
      return Bounds.Unavailable.because(
          "the error is divided among %.0f units, %d are needed"
              .formatted(effective, MINIMUM_EFFECTIVE));
    }
    // The spread of the units with labels has one degree of freedom less than there are.
    double correction = Math.sqrt(labelledUnits / (labelledUnits - 1.0));
    return MeanBounds.of(
        "PredictionPowered",
        means.loss() + lambda * means.gap() - baseline,
        Math.sqrt(both.product(both)) * correction,
        both.skewness(),
        labelledUnits - 1.0,
        errors,
        inputs(rows, means, lambda, Math.sqrt(alone.product(alone)) * correction));
  }

  private static SortedMap<String, Double> inputs(
      PartlyLabelled rows, Means means, double lambda, double errorOfLabels) {
    var inputs = new TreeMap<String, Double>();
    inputs.put("lambda", lambda);
    inputs.put("labelled", (double) means.labelled());
    inputs.put("unlabelled", (double) means.unlabelled());
    inputs.put("labelledUnits", (double) rows.labelledUnits());
    inputs.put("standardErrorOfLabelsAlone", errorOfLabels);
    return inputs;
  }

  /**
   * Means over rows.
   *
   * @param loss of labelled rows
   * @param withLabel the predictions of labelled rows
   * @param without the predictions of the others; that of labelled rows where there are none
   */
  private record Means(
      int labelled, int unlabelled, double loss, double withLabel, double without) {
    static Means of(PartlyLabelled rows) {
      int labelled = rows.count(true);
      int unlabelled = rows.count(false);
      double loss = 0;
      double with = 0;
      double without = 0;
      for (int row = 0; row < rows.rows(); row++) {
        loss += rows.loss(row) / labelled;
        with += rows.isLabelled(row) ? rows.predicted(row) / labelled : 0;
        without += rows.isLabelled(row) ? 0 : rows.predicted(row) / unlabelled;
      }
      return new Means(labelled, unlabelled, loss, with, unlabelled == 0 ? with : without);
    }

    // Predictions that are all alike spread by no more than this.
    double rounding() {
      return 1e-24 * (withLabel * withLabel + without * without);
    }

    double gap() {
      return without - withLabel;
    }

    // By how much a row moves the mean loss of labelled rows.
    double ofLabels(PartlyLabelled rows, int row) {
      return rows.isLabelled(row) ? (rows.loss(row) - loss) / labelled : 0;
    }

    // By how much a row moves the gap.
    double ofPredictions(PartlyLabelled rows, int row) {
      return rows.isLabelled(row)
          ? -(rows.predicted(row) - withLabel) / labelled
          : (rows.predicted(row) - without) / unlabelled;
    }
  }
}
