package dev.sextant.worker.train.evaluate;

import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.model.BaselineResult;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.Task;
import dev.sextant.statistics.evaluation.BinaryMetrics;
import dev.sextant.statistics.evaluation.Bootstrap;
import dev.sextant.statistics.evaluation.BootstrapInterval;
import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.evaluation.PairedDifference;
import dev.sextant.statistics.evaluation.RegressionMetrics;
import dev.sextant.statistics.evaluation.Statistic;
import dev.sextant.statistics.evaluation.Units;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Measures predictions of one test part; a metric that is undefined there is left out. */
public final class Evaluation {
  private final Task task;
  private final double[] truth;
  private final boolean[] positive;
  private final Units units;
  private final Bootstrap bootstrap;

  /**
   * An evaluation.
   *
   * @param truth the labels: numbers, or 1 for the positive class
   * @param units what is resampled together
   */
  public Evaluation(
      Task task, double[] truth, Units units, TrainJob.Bootstrap intervals, long seed) {
    this.task = task;
    this.truth = truth.clone();
    this.positive = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      positive[i] = truth[i] > 0.5;
    }
    this.units = units;
    this.bootstrap = new Bootstrap(intervals.replicates(), intervals.level(), seed);
  }

  /**
   * What was measured.
   *
   * @param metrics of the model, in the order in which they are reported
   * @param baselines the metrics of each, and how much better the model is row by row
   */
  public record Measured(List<Metric> metrics, List<BaselineResult> baselines) {}

  /**
   * Measures a model and what it is compared with. All see the same replicates, which are drawn
   * once: drawing them costs more than any metric.
   */
  public Measured measure(double[] model, List<Baselines.Predictions> baselines) {
    var together = new Together();
    Supplier<List<Metric>> metrics = together.add(statistics(model));
    var compared = new ArrayList<Supplier<BaselineResult>>();
    for (Baselines.Predictions baseline : baselines) {
      Supplier<List<Metric>> own = together.add(statistics(baseline.values()));
      Supplier<List<Metric>> difference = together.add(difference(baseline.values(), model));
      compared.add(
          () -> new BaselineResult(baseline.name(), own.get(), difference.get().getFirst()));
    }
    together.resample();
    return new Measured(metrics.get(), compared.stream().map(Supplier::get).toList());
  }

  /** How much smaller the model's loss is. */
  private Map<String, Statistic> difference(double[] baseline, double[] model) {
    return switch (task) {
      case Task.Regression ignored ->
          Map.of(
              "mae",
              PairedDifference.ofLosses(
                  RegressionMetrics.absoluteErrors(truth, baseline),
                  RegressionMetrics.absoluteErrors(truth, model)));
      case Task.Binary ignored ->
          probabilities(baseline)
              ? Map.of(
                  "log_loss",
                  PairedDifference.ofLosses(
                      BinaryMetrics.logLosses(positive, baseline),
                      BinaryMetrics.logLosses(positive, model)))
              : Map.of(
                  "brier",
                  PairedDifference.ofLosses(
                      BinaryMetrics.squaredErrors(positive, baseline),
                      BinaryMetrics.squaredErrors(positive, model)));
    };
  }

  private Map<String, Statistic> statistics(double[] predicted) {
    var statistics = new LinkedHashMap<String, Statistic>();
    switch (task) {
      case Task.Regression ignored -> {
        statistics.put("rmse", RegressionMetrics.rmse(truth, predicted));
        statistics.put("mae", RegressionMetrics.mae(truth, predicted));
        statistics.put("r2", RegressionMetrics.r2(truth, predicted));
      }
      case Task.Binary binary -> {
        statistics.put("auc", BinaryMetrics.auc(positive, predicted));
        if (probabilities(predicted)) {
          statistics.put("log_loss", BinaryMetrics.logLoss(positive, predicted));
        }
        statistics.put("brier", BinaryMetrics.brier(positive, predicted));
        statistics.put("accuracy", BinaryMetrics.accuracy(positive, predicted, binary.threshold()));
      }
    }
    return statistics;
  }

  private static boolean probabilities(double[] values) {
    for (double value : values) {
      if (value < 0 || value > 1) {
        return false;
      }
    }
    return true;
  }

  /** Statistics of several predictors that are resampled at once. */
  private final class Together {
    private final List<Statistic> statistics = new ArrayList<>();
    private List<BootstrapInterval> intervals = List.of();

    /** Adds named statistics; their metrics are there after {@link #resample}. */
    Supplier<List<Metric>> add(Map<String, Statistic> named) {
      int first = statistics.size();
      statistics.addAll(named.values());
      return () -> {
        var metrics = new ArrayList<Metric>();
        int next = first;
        for (var entry : named.entrySet()) {
          metric(entry.getKey(), entry.getValue().estimate(), intervals.get(next++))
              .ifPresent(metrics::add);
        }
        return List.copyOf(metrics);
      };
    }

    void resample() {
      intervals = bootstrap.intervals(statistics, units);
    }
  }

  private Optional<Metric> metric(String name, Estimate estimate, BootstrapInterval interval) {
    return switch (estimate) {
      case Estimate.Undefined ignored -> Optional.empty();
      case Estimate.Value value ->
          Optional.of(
              switch (interval) {
                case BootstrapInterval.Bounds bounds ->
                    new Metric(name, value.value(), bounds.low(), bounds.high(), bounds.level());
                case BootstrapInterval.Unavailable ignored ->
                    new Metric(name, value.value(), null, null, bootstrap.level());
              });
    };
  }
}
