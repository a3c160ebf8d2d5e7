package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Draws;
import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What {@link ConfidenceBased} has learned from a reference. */
public final class ConfidenceEstimator {
  /** With a larger share of replicates in which a metric is undefined there is no band. */
  private static final double UNDEFINED_AT_MOST = 0.01;

  private final ConfidenceBased settings;
  private final int units;
  private final Optional<Learned> learned;
  private final String lacking;

  private ConfidenceEstimator(
      ConfidenceBased settings, int units, Optional<Learned> learned, String lacking) {
    this.settings = settings;
    this.units = units;
    this.learned = learned;
    this.lacking = lacking;
  }

  private record Learned(ScoreCurve curve, double lowest, double highest) {}

  static ConfidenceEstimator of(
      ConfidenceBased settings, double[] score, boolean[] positive, Units units) {
    int events = 0;
    for (boolean event : positive) {
      events += event ? 1 : 0;
    }
    if (units.count() < ConfidenceBased.MINIMUM_UNITS || events == 0 || events == score.length) {
      String lacking =
          units.count() < ConfidenceBased.MINIMUM_UNITS
              ? "the reference has %d units, %d are needed"
                  .formatted(units.count(), ConfidenceBased.MINIMUM_UNITS)
              : "all rows of the reference are of one class";
      return new ConfidenceEstimator(settings, units.count(), Optional.empty(), lacking);
    }
    var curve = ScoreCurve.of(score, positive, units, settings.replicates(), settings.seed());
    var learned =
        new Learned(
            curve,
            Arrays.stream(score).min().orElseThrow(),
            Arrays.stream(score).max().orElseThrow());
    return new ConfidenceEstimator(settings, units.count(), Optional.of(learned), "");
  }

  /** Whether scores are calibrated; they are not where they are probabilities that are as good. */
  public boolean calibrates() {
    return learned.isPresent() && learned.get().curve().calibrates();
  }

  /**
   * The metric that is to be expected of current rows. Its band holds the labels that may come, and
   * how calibration varies with the reference.
   *
   * @param score of each row
   * @param called positive or not
   * @param current which unit each row belongs to
   */
  public PerformanceEstimate estimate(
      ExpectedMetric metric, double[] score, boolean[] called, Units current) {
    Rows.requirePaired(called, score);
    Rows.requireAsMany(score.length, current.rows());
    if (learned.isEmpty()) {
      long more = (long) ConfidenceBased.MINIMUM_UNITS - units;
      return new PerformanceEstimate.Inconclusive(
          lacking, more > 0 ? OptionalLong.of(more) : OptionalLong.empty());
    }
    var known = learned.get();
    double beyond = beyond(known, score);
    if (!known.curve().calibrates() && Arrays.stream(score).anyMatch(s -> s < 0 || s > 1)) {
      return new PerformanceEstimate.Inconclusive(
          "scores of the reference are probabilities, and these are not", OptionalLong.empty());
    }
    double[] probability = known.curve().probabilities(score);
    return switch (metric.of(probability, called, score)) {
      case Estimate.Undefined(var reason) ->
          new PerformanceEstimate.Inconclusive(reason, OptionalLong.empty());
      case Estimate.Value(var value) -> {
        double[] drawn = draw(known, metric, score, probability, called, current);
        if (drawn.length < (1 - UNDEFINED_AT_MOST) * settings.replicates()) {
          yield new PerformanceEstimate.Inconclusive(
              "with so few rows the metric may be undefined", OptionalLong.empty());
        }
        double optimism = optimism(known, metric, score, called, value);
        var band = band(known, value, drawn, optimism, beyond, current);
        yield beyond > settings.tolerated()
            ? new PerformanceEstimate.LowTrust(
                band,
                "%.1f %% of the scores lie beyond those of the reference".formatted(100 * beyond))
            : new PerformanceEstimate.Expected(band);
      }
    };
  }

  private static double beyond(Learned known, double[] score) {
    long beyond =
        Arrays.stream(score).filter(s -> s < known.lowest() || s > known.highest()).count();
    return score.length == 0 ? 0 : (double) beyond / score.length;
  }

  /**
   * By how much a reference drawn anew from the reference expects more than it: about as much as
   * the reference itself expects too much, for a curve follows its own noise (Efron and Tibshirani
   * 1993).
   */
  private double optimism(
      Learned known, ExpectedMetric metric, double[] score, boolean[] called, double value) {
    if (!known.curve().calibrates()) {
      return 0;
    }
    double sum = 0;
    for (int replicate = 0; replicate < settings.replicates(); replicate++) {
      double[] moved = known.curve().resampled(replicate, score, score);
      sum += metric.of(moved, called, score) instanceof Estimate.Value(var other) ? other : value;
    }
    return sum / settings.replicates() - value;
  }

  // The metric of labels as they may come, in rising order; without replicates that have none.
  private double[] draw(
      Learned known,
      ExpectedMetric metric,
      double[] score,
      double[] probability,
      boolean[] called,
      Units current) {
    var drawn = new double[settings.replicates()];
    int defined = 0;
    for (int replicate = 0; replicate < drawn.length; replicate++) {
      double[] moved = known.curve().resampled(replicate, score, probability);
      long seed = Draws.bits(~settings.seed(), replicate);
      double[] label = labels(moved, known.curve().alike(), current, seed);
      if (metric.of(label, called, score) instanceof Estimate.Value(var value)) {
        drawn[defined++] = value;
      }
    }
    double[] sorted = Arrays.copyOf(drawn, defined);
    Arrays.sort(sorted);
    return sorted;
  }

  // Two rows of a unit share their fate so often that they are as alike as in the reference.
  private static double[] labels(double[] probability, double alike, Units current, long seed) {
    double shared = Math.sqrt(alike);
    var labels = new double[probability.length];
    for (int row = 0; row < labels.length; row++) {
      boolean own = Draws.uniform(seed, row, 1) >= shared;
      double fate = own ? Draws.uniform(seed, row, 2) : Draws.uniform(seed, current.unit(row), 3);
      labels[row] = fate < probability[row] ? 1 : 0;
    }
    return labels;
  }

  private PerformanceEstimate.Band band(
      Learned known, double value, double[] drawn, double optimism, double beyond, Units current) {
    double tail = (1 - settings.level()) / 2;
    double low = drawn[(int) Math.floor(tail * (drawn.length - 1))];
    double high = drawn[(int) Math.ceil((1 - tail) * (drawn.length - 1))];
    var inputs = new TreeMap<String, Double>();
    inputs.put("calibrates", known.curve().calibrates() ? 1.0 : 0.0);
    inputs.put("optimism", optimism);
    inputs.put("alike", known.curve().alike());
    inputs.put("beyond", beyond);
    inputs.put("referenceUnits", (double) units);
    inputs.put("rows", (double) current.rows());
    inputs.put("units", (double) current.count());
    inputs.put("replicates", (double) drawn.length);
    inputs.put("seed", (double) settings.seed());
    // What is drawn expects too much twice: as the reference does, and as one drawn from it.
    return new PerformanceEstimate.Band(
        Math.clamp(value - optimism, 0.0, 1.0),
        Math.clamp(low - 2 * optimism, 0.0, 1.0),
        Math.clamp(high - 2 * optimism, 0.0, 1.0),
        settings.level(),
        inputs);
  }
}
