package dev.sextant.statistics.trees;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where columns are cut into bins: by column, the upper ends of all bins but the last, rising. */
final class BinEdges {
  /** Of a column at most, and one for what is missing. */
  static final int BINS = 33;

  private static final int OF_NUMBERS = BINS - 1;

  private final double[][] edges;

  private BinEdges(double[][] edges) {
    this.edges = edges;
  }

  /** At quantiles of the numbers that are not missing. */
  static BinEdges of(double[][] rows, int columns) {
    return new BinEdges(
        IntStream.range(0, columns)
            .mapToObj(
                column -> edges(Arrays.stream(rows).mapToDouble(row -> row[column]).toArray()))
            .toArray(double[][]::new));
  }

  private static double[] edges(double[] values) {
    // 0 and -0 are one number.
    double[] sorted =
        Arrays.stream(values).filter(Double::isFinite).map(value -> value + 0.0).sorted().toArray();
    return IntStream.range(1, sorted.length == 0 ? 1 : OF_NUMBERS)
        .mapToDouble(bin -> sorted[(int) ((long) bin * sorted.length / OF_NUMBERS)])
        .filter(edge -> edge < sorted[sorted.length - 1])
        .distinct()
        .toArray();
  }

  int columns() {
    return edges.length;
  }

  /** 0 of what is missing, else from 1 on. */
  byte bin(int column, double value) {
    if (!Double.isFinite(value)) {
      return 0;
    }
    int place = Arrays.binarySearch(edges[column], value + 0.0);
    return (byte) (1 + (place >= 0 ? place : -place - 1));
  }

  /** The bins of a row. */
  byte[] bins(double[] row) {
    requireRow(row);
    var bins = new byte[row.length];
    for (int column = 0; column < row.length; column++) {
      bins[column] = bin(column, row[column]);
    }
    return bins;
  }

  void requireRow(double[] row) {
    if (row.length != columns()) {
      throw new IllegalArgumentException(
          "row: %d numbers do not fit %d columns".formatted(row.length, columns()));
    }
  }
}
