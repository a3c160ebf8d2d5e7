package dev.sextant.statistics.drift;

import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;

/**
 * How much the rows of a series say about each other.
 *
 * @param rows of the series
 * @param time over which they do: the sum of all autocorrelations, at least 1. So many rows are
 *     worth one that is independent.
 */
public record SerialDependence(long rows, double time) {

  /** How many independent rows would say as much about where the series lies. */
  public double effectiveRows() {
    return rows / time;
  }

  /**
   * Of numbers in the order of time; those that are missing are left out. Ranks are looked at, and
   * how far they lie from the middle, for a series may change its width slowly and not its place.
   * Correlations are added up in pairs until a pair is not positive, and none counts for more than
   * the one before (Geyer 1992).
   */
  public static SerialDependence of(double[] series) {
    double[] known = Arrays.stream(series).filter(Double::isFinite).toArray();
    double[] ranks = Rows.ranks(known);
    double middle = (known.length - 1) / 2.0;
    double[] spread = Arrays.stream(ranks).map(r -> Math.abs(r - middle)).toArray();
    return new SerialDependence(known.length, Math.max(time(ranks), time(spread)));
  }

  /** The sum of all autocorrelations, on both sides of lag 0. */
  static double time(double[] series) {
    int n = series.length;
    double mean = Arrays.stream(series).average().orElse(0);
    double variance = covariance(series, mean, 0);
    if (!(variance > 0)) {
      return 1;
    }
    double sum = 0;
    double last = Double.POSITIVE_INFINITY;
    for (int lag = 0; lag + 1 < n; lag += 2) {
      double pair = (covariance(series, mean, lag) + covariance(series, mean, lag + 1)) / variance;
      if (pair <= 0) {
        break;
      }
      last = Math.min(last, pair);
      sum += last;
    }
    return Math.clamp(2 * sum - 1, 1.0, n);
  }

  private static double covariance(double[] series, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < series.length; i++) {
      sum += (series[i] - mean) * (series[i - lag] - mean);
    }
    return sum;
  }
}
