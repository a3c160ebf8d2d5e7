package dev.sextant.statistics.drift;

import java.util.Arrays;

/**
 * Rows of several numbers each, such as all numeric columns of a table or the places of an
 * embedding, in the order given.
 */
public final class VectorSample {
  private final int dimension;
  private final double[][] rows;

  private VectorSample(int dimension, double[][] rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /**
   * Of rows that all have as many numbers; NaN and infinities are missing.
   *
   * @param dimension how many numbers a row has
   */
  public static VectorSample of(int dimension, double[][] rows) {
    if (dimension < 1) {
      throw new IllegalArgumentException("a row has at least one number, not " + dimension);
    }
    var copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != dimension) {
        throw new IllegalArgumentException(
            "row %d has %d numbers, not %d".formatted(i, rows[i].length, dimension));
      }
      copy[i] = rows[i].clone();
    }
    return new VectorSample(dimension, copy);
  }

  /** How many numbers a row has. */
  public int dimension() {
    return dimension;
  }

  /** How many rows there are. */
  public int size() {
    return rows.length;
  }

  double get(int row, int column) {
    return rows[row][column];
  }

  double[] row(int row) {
    return rows[row];
  }

  /** One column, in the order of the rows. */
  double[] column(int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  /** The rows that have a number at all. */
  VectorSample present() {
    return new VectorSample(
        dimension,
        Arrays.stream(rows)
            .filter(row -> Arrays.stream(row).anyMatch(Double::isFinite))
            .toArray(double[][]::new));
  }

  /** Some of the rows, in that order. */
  VectorSample rows(int[] chosen) {
    return new VectorSample(
        dimension, Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(double[][]::new));
  }

  void requireSameDimension(VectorSample other) {
    if (dimension != other.dimension) {
      throw new IllegalArgumentException(
          "rows of %d and of %d numbers cannot be compared".formatted(dimension, other.dimension));
    }
  }
}
