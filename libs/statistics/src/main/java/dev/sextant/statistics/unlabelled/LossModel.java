package dev.sextant.statistics.unlabelled;

import java.util.function.ToDoubleFunction;

/** Learns what the loss of a row is on average. Pure: the same rows give the same function. */
@FunctionalInterface
public interface LossModel {

  /**
   * Learns.
   *
   * @param rows of numbers, equally many in each, at least one row
   * @param losses of the rows
   * @return the expected loss of any such row
   */
  ToDoubleFunction<double[]> fit(double[][] rows, double[] losses);
}
