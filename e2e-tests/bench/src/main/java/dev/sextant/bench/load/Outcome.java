package dev.sextant.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a load saw.
 *
 * @param latency nanoseconds from when a request was due to its answer
 * @param nanos how long the load lasted
 */
public record Outcome(Histogram latency, long nanos) {
  /** How many requests were answered. */
  public long answered() {
    return latency.getTotalCount();
  }

  /** Answers per second. */
  public double perSecond() {
    return answered() * 1e9 / nanos;
  }

  /** The latency below which that share of the requests is, in nanoseconds. */
  public double percentile(double percent) {
    return latency.getValueAtPercentile(percent);
  }
}
