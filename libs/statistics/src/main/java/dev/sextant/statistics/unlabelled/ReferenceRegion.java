package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Where the rows of a reference lie, to tell rows that are unlike any of them: a row lies outside
 * where its nearest row of the reference is farther away than it is for all but one in a hundred
 * rows of the reference itself, which were kept apart for that (nearest neighbours with a split
 * sample, as in Bates and others 2023). Columns are measured in units of their own spread.
 */
final class ReferenceRegion {
  /** Under no shift so large a share of rows lies outside. */
  static final double EXPECTED_OUTSIDE = 0.01;

  private static final int ROWS_AT_MOST = 500;

  private final double[] scale;
  private final double[][] anchors;
  private final double limit;

  private ReferenceRegion(double[] scale, double[][] anchors, double limit) {
    this.scale = scale;
    this.anchors = anchors;
    this.limit = limit;
  }

  /** Of rows of at least two units. */
  static ReferenceRegion of(double[][] rows, Units units, long seed) {
    int[] order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingLong(row -> Draws.bits(seed, row)))
            .mapToInt(Integer::intValue)
            .toArray();
    // Rows of one unit stay on one side, else the unit's own rows would be near each other.
    double[][] anchors = pick(rows, order, row -> side(seed, units.unit(row)) == 0);
    double[][] others = pick(rows, order, row -> side(seed, units.unit(row)) == 1);
    var region = new ReferenceRegion(scale(rows), anchors, Double.POSITIVE_INFINITY);
    double[] distances = Arrays.stream(others).mapToDouble(region::distance).sorted().toArray();
    int place = (int) Math.ceil((1 - EXPECTED_OUTSIDE) * distances.length) - 1;
    double limit = distances.length == 0 ? Double.POSITIVE_INFINITY : distances[Math.max(0, place)];
    return new ReferenceRegion(region.scale, anchors, limit);
  }

  private static long side(long seed, int unit) {
    return Draws.bits(~seed, unit) & 1;
  }

  private static double[][] pick(double[][] rows, int[] order, IntPredicate which) {
    return Arrays.stream(order)
        .filter(which)
        .limit(ROWS_AT_MOST)
        .mapToObj(row -> rows[row])
        .toArray(double[][]::new);
  }

  // The range that holds the middle four fifths, which a few outliers do not move.
  private static double[] scale(double[][] rows) {
    var scale = new double[rows[0].length];
    for (int column = 0; column < scale.length; column++) {
      int of = column;
      double[] sorted = Arrays.stream(rows).mapToDouble(row -> row[of]).sorted().toArray();
      double middle = sorted[sorted.length * 9 / 10] - sorted[sorted.length / 10];
      double all = sorted[sorted.length - 1] - sorted[0];
      scale[column] = middle > 0 ? middle : all > 0 ? all : 1;
    }
    return scale;
  }

  /** The share of rows that lie outside. */
  double outside(double[][] rows) {
    long outside = Arrays.stream(rows).filter(row -> distance(row) > limit).count();
    return (double) outside / rows.length;
  }

  private double distance(double[] row) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] anchor : anchors) {
      double sum = 0;
      for (int column = 0; column < scale.length && sum < nearest; column++) {
        double gap = (row[column] - anchor[column]) / scale[column];
        sum += gap * gap;
      }
      nearest = Math.min(nearest, sum);
    }
    return nearest;
  }
}
