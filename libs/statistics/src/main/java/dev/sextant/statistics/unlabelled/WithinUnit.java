package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What rows of one unit have in common. */
final class WithinUnit {
  private WithinUnit() {}

  /**
   * The correlation of two rows of one unit, by the mean product of all such pairs over the mean
   * square; held between 0 and 1, and 0 where no unit has two rows.
   *
   * @param missed by row, the distance from its own expectation
   */
  static double correlation(double[] missed, Units units) {
    var sums = new double[units.count()];
    var squares = new double[units.count()];
    for (int row = 0; row < missed.length; row++) {
      sums[units.unit(row)] += missed[row];
      squares[units.unit(row)] += missed[row] * missed[row];
    }
    long[] sizes = sizes(units);
    double products = 0;
    double pairs = 0;
    double all = 0;
    for (int unit = 0; unit < sums.length; unit++) {
      products += sums[unit] * sums[unit] - squares[unit];
      pairs += (double) sizes[unit] * (sizes[unit] - 1);
      all += squares[unit];
    }
    return pairs > 0 && all > 0
        ? Math.clamp(products / pairs / (all / missed.length), 0.0, 1.0)
        : 0;
  }

  /** How many rows each unit has. */
  static long[] sizes(Units units) {
    var sizes = new long[units.count()];
    for (int row = 0; row < units.rows(); row++) {
      sizes[units.unit(row)]++;
    }
    return sizes;
  }

  /** Units in a drawn order, dealt to the folds in turn: the fold of each row. */
  static int[] folds(int folds, Units units, long seed) {
    int[] order =
        IntStream.range(0, units.count())
            .boxed()
            .sorted(Comparator.comparingLong(unit -> Draws.bits(seed, unit)))
            .mapToInt(Integer::intValue)
            .toArray();
    var ofUnit = new int[units.count()];
    for (int i = 0; i < order.length; i++) {
      ofUnit[order[i]] = i % folds;
    }
    var ofRow = new int[units.rows()];
    Arrays.setAll(ofRow, row -> ofUnit[units.unit(row)]);
    return ofRow;
  }
}
