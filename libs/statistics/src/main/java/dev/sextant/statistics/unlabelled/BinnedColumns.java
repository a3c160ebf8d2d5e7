package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Columns of numbers, each cut at quantiles: which bin every row falls into. */
final class BinnedColumns {
  private static final int BINS = 32;

  // A smaller gain is rounding.
  private static final double LEAST_GAIN = 1e-12;

  /** By column: the upper ends of all bins but the last, rising. */
  private final double[][] edges;

  /** By column and row. */
  private final int[][] bins;

  private BinnedColumns(double[][] edges, int[][] bins) {
    this.edges = edges;
    this.bins = bins;
  }

  /**
   * Where rows may be divided in two.
   *
   * @param bin the last one of the lower part
   * @param edge its upper end
   * @param gain by how much the squared error falls
   */
  record Cut(int column, int bin, double edge, double gain) {}

  static BinnedColumns of(double[][] rows) {
    int columns = rows[0].length;
    var edges = new double[columns][];
    var bins = new int[columns][rows.length];
    for (int column = 0; column < columns; column++) {
      var values = new double[rows.length];
      for (int row = 0; row < rows.length; row++) {
        Rows.requireAsMany(columns, rows[row].length);
        values[row] = rows[row][column] + 0.0;
      }
      Rows.requireFinite(values);
      edges[column] = edges(values);
      for (int row = 0; row < rows.length; row++) {
        int place = Arrays.binarySearch(edges[column], values[row]);
        bins[column][row] = place >= 0 ? place : -place - 1;
      }
    }
    return new BinnedColumns(edges, bins);
  }

  private static double[] edges(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double last = sorted[sorted.length - 1];
    return IntStream.range(1, BINS)
        .mapToDouble(bin -> sorted[(int) ((long) bin * sorted.length / BINS)])
        .filter(edge -> edge < last)
        .distinct()
        .toArray();
  }

  /** The cut that lowers the squared error most, among those that leave so many on both sides. */
  Optional<Cut> bestCut(double[] of, int[] rows, int least) {
    double sum = 0;
    for (int row : rows) {
      sum += of[row];
    }
    Optional<Cut> best = Optional.empty();
    double most = LEAST_GAIN;
    for (int column = 0; column < edges.length; column++) {
      var sums = new double[edges[column].length + 1];
      var counts = new int[sums.length];
      for (int row : rows) {
        sums[bins[column][row]] += of[row];
        counts[bins[column][row]]++;
      }
      double below = 0;
      int count = 0;
      for (int bin = 0; bin < edges[column].length; bin++) {
        below += sums[bin];
        count += counts[bin];
        int rest = rows.length - count;
        if (count >= least && rest >= least) {
          double gain =
              below * below / count
                  + (sum - below) * (sum - below) / rest
                  - sum * sum / rows.length;
          if (gain > most) {
            most = gain;
            best = Optional.of(new Cut(column, bin, edges[column][bin], gain));
          }
        }
      }
    }
    return best;
  }

  int[] upTo(Cut cut, int[] rows) {
    return Arrays.stream(rows).filter(row -> bins[cut.column()][row] <= cut.bin()).toArray();
  }

  int[] above(Cut cut, int[] rows) {
    return Arrays.stream(rows).filter(row -> bins[cut.column()][row] > cut.bin()).toArray();
  }
}
