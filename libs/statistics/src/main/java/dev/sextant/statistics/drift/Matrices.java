package dev.sextant.statistics.drift;

import java.util.Optional;

/** The little linear algebra of a few classes. */
final class Matrices {
  private Matrices() {}

  /** The inverse, by elimination with the largest pivot; none of a matrix without. */
  static Optional<double[][]> inverse(double[][] matrix) {
    int n = matrix.length;
    var work = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, work[i], 0, n);
      work[i][n + i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        if (Math.abs(work[i][column]) > Math.abs(work[pivot][column])) {
          pivot = i;
        }
      }
      double[] line = work[pivot];
      work[pivot] = work[column];
      work[column] = line;
      if (line[column] == 0) {
        return Optional.empty();
      }
      eliminate(work, column);
    }
    var inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(work[i], n, inverse[i], 0, n);
    }
    return Optional.of(inverse);
  }

  private static void eliminate(double[][] work, int column) {
    double[] line = work[column];
    double pivot = line[column];
    for (int j = 0; j < line.length; j++) {
      line[j] /= pivot;
    }
    for (int i = 0; i < work.length; i++) {
      double factor = work[i][column];
      for (int j = 0; i != column && j < line.length; j++) {
        work[i][j] -= factor * line[j];
      }
    }
  }

  /** The largest sum of absolute values of a line. */
  static double norm(double[][] matrix) {
    double largest = 0;
    for (double[] line : matrix) {
      double sum = 0;
      for (double value : line) {
        sum += Math.abs(value);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  static double[] times(double[][] matrix, double[] vector) {
    var product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }
}
