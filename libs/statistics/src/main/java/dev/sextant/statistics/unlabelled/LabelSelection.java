package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.BinaryMetrics;
import dev.sextant.statistics.evaluation.Bootstrap;
import dev.sextant.statistics.evaluation.BootstrapInterval;
import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.evaluation.Statistic;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Rows;
import dev.sextant.statistics.verdict.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Whether rows with labels are like those without, by how well a score tells them apart: the AUC of
 * the score itself, and of how far it lies from the middle, for labels may be missing at both ends.
 * Ask it of the model's score and of features; what none of them shows stays hidden. Where labels
 * are biased, {@link LabelWeights} mends what the score explains.
 *
 * @param separable from which AUC on rows can be told apart, above 0.5 and below 1
 * @param bootstrap by which intervals of the AUC are drawn
 */
public record LabelSelection(double separable, Bootstrap bootstrap) {
  /** An AUC of 0.6, beyond an interval of 95 %. */
  public static final LabelSelection USUAL = new LabelSelection(0.6, new Bootstrap(400, 0.95, 66));

  private static final int MINIMUM_ROWS = 30;

  public LabelSelection {
    if (!(separable > 0.5 && separable < 1)) {
      throw new IllegalArgumentException(
          "rows are separable from an AUC between 0.5 and 1 on, not from " + separable);
    }
  }

  /** What the score says. */
  public sealed interface Result {
    /** Rows with labels can hardly be told from those without. */
    record Representative(Evidence evidence) implements Result {}

    /** Rows with labels are of another kind than those without. */
    record BiasedLabels(Evidence evidence) implements Result {}

    /** Neither is shown. */
    record Inconclusive(String missing) implements Result {}
  }

  /**
   * Of rows.
   *
   * @param labelled whether each row has a label
   * @param score of each row
   * @param units of the rows
   */
  public Result judge(boolean[] labelled, double[] score, Units units) {
    Rows.requirePaired(labelled, score);
    Rows.requireAsMany(score.length, units.rows());
    int with = 0;
    for (boolean label : labelled) {
      with += label ? 1 : 0;
    }
    if (Math.min(with, labelled.length - with) < MINIMUM_ROWS) {
      return new Result.Inconclusive(
          "%d rows have labels and %d have none; %d of either are needed"
              .formatted(with, labelled.length - with, MINIMUM_ROWS));
    }
    double[] ranks = Rows.ranks(score);
    double middle = (score.length - 1) / 2.0;
    double[] fromMiddle = Arrays.stream(ranks).map(r -> Math.abs(r - middle)).toArray();
    List<Statistic> both =
        List.of(BinaryMetrics.auc(labelled, score), BinaryMetrics.auc(labelled, fromMiddle));
    return judge(both, bootstrap.intervals(both, units));
  }

  private Result judge(List<Statistic> both, List<BootstrapInterval> intervals) {
    var inputs = new TreeMap<String, Double>();
    inputs.put("aucOfPlace", value(both.getFirst()));
    inputs.put("aucFromMiddle", value(both.getLast()));
    inputs.put("separable", separable);
    inputs.put("replicates", (double) bootstrap.replicates());
    inputs.put("seed", (double) bootstrap.seed());
    double farthest = 0.5;
    double outermost = 0.5;
    for (int i = 0; i < both.size(); i++) {
      if (!(intervals.get(i) instanceof BootstrapInterval.Bounds(var low, var high, var level))) {
        return new Result.Inconclusive("the AUC has no interval: too few units");
      }
      double auc = value(both.get(i));
      if (low > separable || high < 1 - separable) {
        double bound = low > separable ? low : high;
        return new Result.BiasedLabels(
            new Evidence("LabelSelection", auc, bound, 1 - level, inputs));
      }
      farthest = Math.abs(auc - 0.5) > Math.abs(farthest - 0.5) ? auc : farthest;
      outermost = Math.max(outermost, Math.max(high, 1 - low));
    }
    if (outermost <= separable) {
      return new Result.Representative(
          new Evidence("LabelSelection", farthest, outermost, 1 - bootstrap.level(), inputs));
    }
    return new Result.Inconclusive(
        "rows are told apart with an AUC of %.2f, at most %.2f, where %.2f matters"
            .formatted(Math.max(farthest, 1 - farthest), outermost, separable));
  }

  private static double value(Statistic statistic) {
    return statistic.estimate() instanceof Estimate.Value(var value) ? value : 0.5;
  }
}
