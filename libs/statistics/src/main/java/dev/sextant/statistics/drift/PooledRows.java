package dev.sextant.statistics.drift;

import java.util.Arrays;
import java.util.Random;

/**
 * The rows of two samples on a common scale, those of the reference first.
 *
 * @param reference has at least one row
 * @param current has at least one row
 * @param scale of both
 */
record PooledRows(VectorSample reference, VectorSample current, PooledScale scale) {
  private static final int ROWS_FOR_DISTANCE = 500;
  private static final double NEGLIGIBLE = 1e-6;

  int size() {
    return reference.size() + current.size();
  }

  double[] get(int row) {
    return scale.apply(
        row < reference.size() ? reference.row(row) : current.row(row - reference.size()));
  }

  /** The root of half the median of squared distances, of some rows that are drawn. */
  double typicalDistance(Random random) {
    int rows = Math.min(ROWS_FOR_DISTANCE, size());
    var drawn = new double[rows][];
    for (int i = 0; i < rows; i++) {
      drawn[i] = get(random.nextInt(size()));
    }
    var squares = new double[rows * (rows - 1) / 2];
    int next = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < i; j++) {
        squares[next++] = squaredDistance(drawn[i], drawn[j]);
      }
    }
    Arrays.sort(squares);
    double median = squares[squares.length / 2];
    // Where most rows are as good as equal, the median says nothing; where all that were drawn are,
    // the mean is 0.
    double mean = Arrays.stream(squares).average().orElse(0);
    double typical = median > NEGLIGIBLE * mean ? median : mean;
    return Math.sqrt(typical > 0 ? typical / 2 : scale.size());
  }

  private static double squaredDistance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }
}
