package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.function.DoubleUnaryOperator;

/** The metrics of predicted numbers. */
public final class RegressionMetrics {
  private RegressionMetrics() {}

  /** The square root of the mean squared error. */
  public static Statistic rmse(double[] truth, double[] predicted) {
    return new WeightedMean(squaredErrors(truth, predicted), Math::sqrt);
  }

  /** The mean absolute error. */
  public static Statistic mae(double[] truth, double[] predicted) {
    return new WeightedMean(absoluteErrors(truth, predicted), DoubleUnaryOperator.identity());
  }

  /**
   * The share of the variance that is explained; below zero for predictions worse than the mean.
   * Undefined when the truth does not vary.
   */
  public static Statistic r2(double[] truth, double[] predicted) {
    return new ExplainedVariance(truth.clone(), squaredErrors(truth, predicted));
  }

  /** The absolute error of each row. */
  public static double[] absoluteErrors(double[] truth, double[] predicted) {
    Rows.requirePaired(truth, predicted);
    var errors = new double[truth.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(truth[i] - predicted[i]);
    }
    return errors;
  }

  private static double[] squaredErrors(double[] truth, double[] predicted) {
    double[] errors = absoluteErrors(truth, predicted);
    for (int i = 0; i < errors.length; i++) {
      errors[i] *= errors[i];
    }
    return errors;
  }

  private static final class ExplainedVariance implements Statistic {
    private final double[] truth;
    private final double[] squaredErrors;

    ExplainedVariance(double[] truth, double[] squaredErrors) {
      this.truth = truth;
      this.squaredErrors = squaredErrors;
    }

    @Override
    public int rows() {
      return truth.length;
    }

    @Override
    public Estimate estimate(int[] weights) {
      double sum = 0;
      long count = 0;
      for (int i = 0; i < truth.length; i++) {
        sum += weights[i] * truth[i];
        count += weights[i];
      }
      if (count == 0) {
        return Estimate.Undefined.NO_ROWS;
      }
      double mean = sum / count;
      double residual = 0;
      double total = 0;
      for (int i = 0; i < truth.length; i++) {
        double deviation = truth[i] - mean;
        residual += weights[i] * squaredErrors[i];
        total += weights[i] * deviation * deviation;
      }
      return constant(weights)
          ? new Estimate.Undefined("the truth is the same in every row")
          : Estimate.of(1 - residual / total);
    }

    // The sum of squares alone cannot tell: the mean of equal numbers may be off by a rounding.
    private boolean constant(int[] weights) {
      double first = Double.NaN;
      for (int i = 0; i < truth.length; i++) {
        if (weights[i] > 0) {
          if (Double.isNaN(first)) {
            first = truth[i];
          } else if (truth[i] != first) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
