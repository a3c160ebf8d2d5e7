package dev.sextant.statistics.drift;

import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes the columns of two samples comparable by what both together look like, so that dealing rows
 * anew changes nothing of it: middle and width of each column from its quartiles, and a column more
 * for each that has missing values, which says where they are. Columns that never vary are left
 * out.
 */
final class PooledScale {
  /** In widths; what lies farther out is moved to there, so that no row decides alone. */
  private static final double AT_MOST = 10;

  /**
   * A column of the result.
   *
   * @param of which column of the rows
   * @param flag whether it says that the value is missing
   * @param middle becomes 0
   * @param width becomes 1
   */
  private record Part(int of, boolean flag, double middle, double width) {
    double apply(double value) {
      boolean known = Double.isFinite(value);
      if (flag) {
        return scaled(known ? 0 : 1);
      }
      // Nothing is known of where it lies, and that it is missing is said elsewhere.
      return known ? scaled(value) : 0;
    }

    private double scaled(double value) {
      return Math.clamp((value - middle) / width, -AT_MOST, AT_MOST);
    }
  }

  private final Part[] parts;

  private PooledScale(Part[] parts) {
    this.parts = parts;
  }

  /** Of two samples; none where their numbers exceed the range of a double. */
  static Optional<PooledScale> of(VectorSample reference, VectorSample current) {
    var parts = new ArrayList<Part>();
    for (int column = 0; column < reference.dimension(); column++) {
      int of = column;
      var pooled =
          NumericSample.of(
              IntStream.range(0, reference.size() + current.size())
                  .mapToDouble(i ->
                      i < reference.size()
                          ? reference.get(i, of)
                          : current.get(i - reference.size(), of))
                  .toArray());
      if (pooled.size() > 0 && !pooled.isConstant()) {
        double middle = pooled.quantile(0.5);
        double width = width(pooled, middle);
        if (!(width > 0) || Double.isInfinite(width)) {
          return Optional.empty();
        }
        parts.add(new Part(of, false, middle, width));
      }
      if (pooled.missing() > 0 && pooled.size() > 0) {
        double share = (double) pooled.missing() / (pooled.missing() + pooled.size());
        parts.add(new Part(of, true, share, Math.sqrt(share * (1 - share))));
      }
    }
    return Optional.of(new PooledScale(parts.toArray(Part[]::new)));
  }

  // Where most values are equal, the quartiles say nothing.
  private static double width(NumericSample pooled, double middle) {
    double robust = pooled.robustDeviation();
    if (robust > 0) {
      return robust;
    }
    double largest = Math.max(Math.abs(pooled.get(0)), Math.abs(pooled.get(pooled.size() - 1)));
    double squares = 0;
    for (int i = 0; i < pooled.size(); i++) {
      double gap = pooled.get(i) / largest - middle / largest;
      squares += gap * gap;
    }
    return Math.sqrt(squares / pooled.size()) * largest;
  }

  /** How many columns vary, those included that say where values are missing. */
  int size() {
    return parts.length;
  }

  /** A row on that scale. */
  double[] apply(double[] row) {
    var scaled = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      scaled[i] = parts[i].apply(row[parts[i].of()]);
    }
    return scaled;
  }
}
