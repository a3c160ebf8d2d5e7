package dev.sextant.statistics.sequential;

import java.util.Arrays;

/**
 * How long requests took, counted between fixed edges, and how many failed. A failure is slower
 * than anything: an arm that fails fast has not become faster. Histograms of the same edges merge
 * by adding up.
 */
public final class LatencyHistogram {
  private final double[] edges;
  private final long[] counts;
  private final long failed;

  private LatencyHistogram(double[] edges, long[] counts, long failed) {
    this.edges = edges;
    this.counts = counts;
    this.failed = failed;
  }

  /**
   * A histogram.
   *
   * @param edges rising, finite
   * @param counts of answers of at most the edge and above the edge before; one more than edges,
   *     the last above every edge
   * @param failed how many requests ended in an error, a time-out or a fallback
   */
  public static LatencyHistogram of(double[] edges, long[] counts, long failed) {
    if (counts.length != edges.length + 1 || edges.length == 0) {
      throw new IllegalArgumentException(
          "%d edges need one more count, not %d".formatted(edges.length, counts.length));
    }
    for (int i = 0; i < edges.length; i++) {
      if (!Double.isFinite(edges[i]) || (i > 0 && !(edges[i] > edges[i - 1]))) {
        throw new IllegalArgumentException("edges rise, unlike " + Arrays.toString(edges));
      }
    }
    if (failed < 0 || Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("counts are at least 0");
    }
    return new LatencyHistogram(edges.clone(), counts.clone(), failed);
  }

  /** Both together. */
  public LatencyHistogram merge(LatencyHistogram other) {
    if (!Arrays.equals(edges, other.edges)) {
      throw new IllegalArgumentException("histograms of different edges do not merge");
    }
    var merged = counts.clone();
    for (int i = 0; i < merged.length; i++) {
      merged[i] += other.counts[i];
    }
    return new LatencyHistogram(edges.clone(), merged, failed + other.failed);
  }

  /** All requests, failures included. */
  public long requests() {
    return Arrays.stream(counts).sum() + failed;
  }

  /**
   * How many requests were slower than the threshold or failed: events for {@link BetaBinomial}, or
   * a cluster's total for {@link ClusterTotals}.
   *
   * @param threshold one of the edges, for between two edges nothing is known
   */
  public long slowOrFailed(double threshold) {
    int edge = Arrays.binarySearch(edges, threshold);
    if (edge < 0) {
      throw new IllegalArgumentException(
          "%s is none of the edges %s".formatted(threshold, Arrays.toString(edges)));
    }
    long slow = failed;
    for (int i = edge + 1; i < counts.length; i++) {
      slow += counts[i];
    }
    return slow;
  }

  /**
   * The threshold to freeze from stable's histogram: the first edge of at least the quantile times
   * the factor; the last edge where there is none.
   *
   * @param quantile above 0 and below 1
   * @param factor how much slower is still right, at least 1
   */
  public double threshold(double quantile, double factor) {
    requireShare(quantile);
    if (!(factor >= 1 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("a factor is at least 1, unlike " + factor);
    }
    double wanted = quantileEdge(quantile) * factor;
    for (double edge : edges) {
      if (edge >= wanted) {
        return edge;
      }
    }
    return edges[edges.length - 1];
  }

  /**
   * Edges between which the quantile lies at every look at once, for independent requests: each end
   * by the exact sequence of the share of requests within its edge, at half the error rate.
   *
   * @param quantile above 0 and below 1
   * @return negative infinity as the lower end where the quantile may lie below the first edge,
   *     positive infinity as the upper where it may lie above the last or be a failure
   */
  public Range quantile(double quantile, double errorRate) {
    requireShare(quantile);
    Numbers.requireRate(errorRate);
    long requests = requests();
    double lower = Double.NEGATIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    for (double edge : edges) {
      long within = requests - slowOrFailed(edge);
      if (BetaBinomial.upper(within, requests, errorRate / 2) < quantile) {
        lower = edge;
      }
      if (upper == Double.POSITIVE_INFINITY
          && BetaBinomial.lower(within, requests, errorRate / 2) >= quantile) {
        upper = edge;
      }
    }
    return new Range(lower, upper);
  }

  /** The quantile lies above the lower edge and at most at the upper. */
  public record Range(double lower, double upper) {}

  // The first edge within which that share of the requests lies; the last where none is enough.
  private double quantileEdge(double quantile) {
    double wanted = quantile * requests();
    long within = 0;
    for (int i = 0; i < edges.length; i++) {
      within += counts[i];
      if (within >= wanted) {
        return edges[i];
      }
    }
    return edges[edges.length - 1];
  }

  private static void requireShare(double quantile) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("a quantile lies between 0 and 1, unlike " + quantile);
    }
  }
}
