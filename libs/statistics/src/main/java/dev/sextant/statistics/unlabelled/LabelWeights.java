package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.UnitSums;
import dev.sextant.statistics.numeric.Rows;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mean loss of all rows from labels that are missing more often at some scores than at others:
 * each label counts one over the share of labelled rows among those with scores like its own
 * (post-stratification over cells of equally many rows). Right where labels are missing by chance
 * among rows of a cell; one look. It refuses where a cell has hardly any label, and where few units
 * have most of the weight.
 *
 * @param cells of the score
 * @param minimum effective units with labels (Kish)
 */
public record LabelWeights(int cells, int minimum) {
  /** Ten cells, 30 effective units. */
  public static final LabelWeights USUAL = new LabelWeights(10, 30);

  private static final int LABELS_PER_CELL = 5;

  public LabelWeights {
    if (cells < 1 || minimum < 2) {
      throw new IllegalArgumentException(
          "%d cells and %d effective units weigh nothing".formatted(cells, minimum));
    }
  }

  /**
   * Bounds on how much the mean loss of all rows exceeds a baseline.
   *
   * @param errors the lower end may err at the rate of false rollbacks, the upper at that of false
   *     promotions
   */
  public Bounds bounds(PartlyLabelled rows, double baseline, ErrorRates errors) {
    if (!Double.isFinite(baseline)) {
      throw new IllegalArgumentException("a baseline is finite, unlike " + baseline);
    }
    if (rows.rows() == 0) {
      return Bounds.Unavailable.because("there are no rows");
    }
    var strata = Strata.of(rows, cells);
    for (int cell = 0; cell < cells; cell++) {
      if (strata.all[cell] > 0 && strata.labelled[cell] < LABELS_PER_CELL) {
        return Bounds.Unavailable.because(
            "%.0f of %d rows with like scores have labels, %d are needed"
                .formatted(strata.labelled[cell], (int) strata.all[cell], LABELS_PER_CELL));
      }
    }
    double effective = UnitSums.of(rows.units(), row -> strata.weight(rows, row)).effective();
    if (effective < minimum) {
      return new Bounds.Unavailable(
          "the labels are worth %.0f units, %d are needed".formatted(effective, minimum),
          OptionalLong.of((long) Math.ceil(rows.labelledUnits() * (minimum / effective - 1))));
    }
    double mean = strata.mean();
    var spread = UnitSums.of(rows.units(), row -> strata.influence(rows, row, mean));
    return MeanBounds.of(
        "LabelWeights",
        mean - baseline,
        spread.standardError(),
        spread.skewness(),
        effective - 1,
        errors,
        inputs(rows, effective));
  }

  private SortedMap<String, Double> inputs(PartlyLabelled rows, double effective) {
    var inputs = new TreeMap<String, Double>();
    inputs.put("effective", effective);
    inputs.put("labelledUnits", (double) rows.labelledUnits());
    inputs.put("labelled", (double) rows.count(true));
    inputs.put("rows", (double) rows.rows());
    inputs.put("cells", (double) cells);
    return inputs;
  }

  /** Rows in cells of like scores. */
  private static final class Strata {
    private final int[] cell;
    private final double[] all;
    private final double[] labelled;
    private final double[] losses;

    private Strata(int[] cell, int cells) {
      this.cell = cell;
      this.all = new double[cells];
      this.labelled = new double[cells];
      this.losses = new double[cells];
    }

    // Equal scores have equal ranks, and so one cell.
    static Strata of(PartlyLabelled rows, int cells) {
      double[] ranks = Rows.ranks(rows.predictions());
      var cell =
          Arrays.stream(ranks)
              .mapToInt(r -> Math.min(cells - 1, (int) ((r + 0.5) * cells / ranks.length)))
              .toArray();
      var strata = new Strata(cell, cells);
      for (int row = 0; row < cell.length; row++) {
        strata.all[cell[row]]++;
        strata.labelled[cell[row]] += rows.isLabelled(row) ? 1 : 0;
        strata.losses[cell[row]] += rows.loss(row);
      }
      return strata;
    }

    double weight(PartlyLabelled rows, int row) {
      return rows.isLabelled(row) ? all[cell[row]] / labelled[cell[row]] : 0;
    }

    private double meanOf(int of) {
      return losses[of] / labelled[of];
    }

    double mean() {
      double mean = 0;
      for (int of = 0; of < all.length; of++) {
        mean += all[of] > 0 ? all[of] / cell.length * meanOf(of) : 0;
      }
      return mean;
    }

    // What a row's label adds beyond its cell, and what its cell adds beyond the mean. The root is
    // what estimating the mean of a cell costs.
    double influence(PartlyLabelled rows, int row, double mean) {
      double ofCell = meanOf(cell[row]);
      double labels = labelled[cell[row]];
      double own = Math.sqrt(labels / (labels - 1)) * (rows.loss(row) - ofCell);
      return weight(rows, row) * own + ofCell - mean;
    }
  }
}
