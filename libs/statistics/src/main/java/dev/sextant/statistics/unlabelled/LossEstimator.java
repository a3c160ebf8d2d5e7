package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** What {@link DirectLoss} has learned from a reference. */
public final class LossEstimator {
  private final DirectLoss settings;
  private final int units;
  private final Optional<Learned> learned;

  private LossEstimator(DirectLoss settings, int units, Optional<Learned> learned) {
    this.settings = settings;
    this.units = units;
    this.learned = learned;
  }

  /**
   * Functions of a row.
   *
   * @param loss its expected loss
   * @param withoutFold the same, learned without one fold of units
   * @param variance the expected squared distance of its loss from that
   * @param alike the correlation of such distances between two rows of one unit
   */
  private record Learned(
      int columns,
      ToDoubleFunction<double[]> loss,
      List<ToDoubleFunction<double[]>> withoutFold,
      ToDoubleFunction<double[]> variance,
      double alike,
      ReferenceRegion region) {}

  static LossEstimator of(DirectLoss settings, double[][] rows, double[] losses, Units units) {
    if (units.count() < DirectLoss.MINIMUM_UNITS) {
      return new LossEstimator(settings, units.count(), Optional.empty());
    }
    int[] fold = WithinUnit.folds(settings.folds(), units, settings.seed());
    var without =
        IntStream.range(0, settings.folds())
            .mapToObj(out -> learn(settings.model(), rows, losses, row -> fold[row] != out))
            .toList();
    // By how much each row's loss differs from what was learned without its unit.
    var missed = new double[rows.length];
    Arrays.setAll(missed, row -> losses[row] - without.get(fold[row]).applyAsDouble(rows[row]));
    var learned =
        new Learned(
            rows[0].length,
            settings.model().fit(rows, losses),
            without,
            settings.model().fit(rows, Arrays.stream(missed).map(m -> m * m).toArray()),
            WithinUnit.correlation(missed, units),
            ReferenceRegion.of(rows, units, settings.seed()));
    return new LossEstimator(settings, units.count(), Optional.of(learned));
  }

  private static ToDoubleFunction<double[]> learn(
      LossModel model, double[][] rows, double[] losses, IntPredicate kept) {
    int[] which = IntStream.range(0, rows.length).filter(kept).toArray();
    return model.fit(
        Arrays.stream(which).mapToObj(row -> rows[row]).toArray(double[][]::new),
        Arrays.stream(which).mapToDouble(row -> losses[row]).toArray());
  }

  /**
   * The mean loss that is to be expected of current rows. Its band holds the losses that may come,
   * and what the model of the loss does not know, by leaving out units (jackknife).
   *
   * @param rows of the same columns as the reference's
   * @param current which unit each of them belongs to
   */
  public PerformanceEstimate estimate(double[][] rows, Units current) {
    Rows.requireAsMany(rows.length, current.rows());
    if (learned.isEmpty()) {
      return new PerformanceEstimate.Inconclusive(
          "the reference has %d units, %d are needed".formatted(units, DirectLoss.MINIMUM_UNITS),
          OptionalLong.of((long) DirectLoss.MINIMUM_UNITS - units));
    }
    if (rows.length == 0) {
      return new PerformanceEstimate.Inconclusive("there are no rows", OptionalLong.of(1));
    }
    var known = learned.get();
    for (int row = 0; row < rows.length; row++) {
      DirectLoss.requireRow(row, rows[row], known.columns());
    }
    double outside = known.region().outside(rows);
    var band = band(known, rows, current, outside);
    return outside > settings.tolerated()
        ? new PerformanceEstimate.LowTrust(
            band, "%.1f %% of the rows are unlike any of the reference".formatted(100 * outside))
        : new PerformanceEstimate.Expected(band);
  }

  private PerformanceEstimate.Band band(
      Learned known, double[][] rows, Units current, double outside) {
    double value = Math.max(0, mean(known.loss(), rows));
    double ofModel = modelError(known, rows);
    double ofLosses = lossError(known, rows, current);
    double tail = (1 - settings.level()) / 2;
    double far =
        Math.hypot(
            ofModel * TDistribution.of(settings.folds() - 1.0).inverseSurvivalProbability(tail),
            ofLosses * NormalDistribution.of(0, 1).inverseSurvivalProbability(tail));
    var inputs = new TreeMap<String, Double>();
    inputs.put("modelError", ofModel);
    inputs.put("lossError", ofLosses);
    inputs.put("outside", outside);
    inputs.put("referenceUnits", (double) units);
    inputs.put("rows", (double) rows.length);
    inputs.put("units", (double) current.count());
    inputs.put("seed", (double) settings.seed());
    return new PerformanceEstimate.Band(
        value, Math.max(0, value - far), value + far, settings.level(), inputs);
  }

  private static double modelError(Learned known, double[][] rows) {
    double[] means = known.withoutFold().stream().mapToDouble(f -> mean(f, rows)).toArray();
    double middle = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - middle) * (m - middle)).sum();
    return Math.sqrt(squares * (means.length - 1.0) / means.length);
  }

  private static double lossError(Learned known, double[][] rows, Units current) {
    double variance = mean(row -> Math.max(0, known.variance().applyAsDouble(row)), rows);
    double worth = 0;
    for (long size : WithinUnit.sizes(current)) {
      worth += size * (1 + (size - 1) * known.alike());
    }
    return Math.sqrt(variance * worth) / rows.length;
  }

  private static double mean(ToDoubleFunction<double[]> of, double[][] rows) {
    return Arrays.stream(rows).mapToDouble(of).average().orElseThrow();
  }
}
