package dev.sextant.statistics.evaluation;

import java.util.function.DoubleUnaryOperator;

/** The weighted mean of one number a row, mapped at the end; most metrics are one. */
final class WeightedMean implements Statistic {
  private final double[] values;
  private final DoubleUnaryOperator finish;

  /**
   * A mean.
   *
   * @param values the number of each row; not copied
   * @param finish applied to the mean, such as the square root
   */
  WeightedMean(double[] values, DoubleUnaryOperator finish) {
    this.values = values;
    this.finish = finish;
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public Estimate estimate(int[] weights) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      count += weights[i];
    }
    return count == 0 ? Estimate.Undefined.NO_ROWS : Estimate.of(finish.applyAsDouble(sum / count));
  }
}
