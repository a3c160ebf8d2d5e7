package dev.sextant.statistics.drift;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The columns of two samples in few bins between quantiles of both together, those of the reference
 * first; bin 0 holds what is missing.
 */
final class BinnedColumns {
  /** Of each column, that of missing values included. */
  static final int BINS = 32;

  private final byte[][] binOf;

  private BinnedColumns(byte[][] binOf) {
    this.binOf = binOf;
  }

  static BinnedColumns of(VectorSample reference, VectorSample current) {
    var binOf = new byte[reference.dimension()][];
    for (int column = 0; column < binOf.length; column++) {
      int of = column;
      binOf[column] =
          bins(
              IntStream.range(0, reference.size() + current.size())
                  .mapToDouble(i ->
                      i < reference.size()
                          ? reference.get(i, of)
                          : current.get(i - reference.size(), of))
                  .toArray());
    }
    return new BinnedColumns(binOf);
  }

  private static byte[] bins(double[] values) {
    var sample = NumericSample.of(values);
    var edges = new TreeSet<Double>();
    for (int edge = 1; edge < BINS - 1 && sample.size() > 0; edge++) {
      edges.add(sample.quantile(edge / (BINS - 1.0)));
    }
    double[] sorted = edges.stream().mapToDouble(Double::doubleValue).toArray();
    var bins = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        int bin = 1;
        while (bin <= sorted.length && values[i] > sorted[bin - 1]) {
          bin++;
        }
        bins[i] = (byte) bin;
      }
    }
    return bins;
  }

  /** The same with the values of one column shuffled among some rows. */
  BinnedColumns shuffled(int column, int[] among, Random random) {
    byte[][] copy = binOf.clone();
    byte[] bins = binOf[column].clone();
    for (int i = among.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      byte bin = bins[among[j]];
      bins[among[j]] = bins[among[i]];
      bins[among[i]] = bin;
    }
    copy[column] = bins;
    return new BinnedColumns(copy);
  }

  int columns() {
    return binOf.length;
  }

  int bin(int row, int column) {
    return binOf[column][row];
  }
}
