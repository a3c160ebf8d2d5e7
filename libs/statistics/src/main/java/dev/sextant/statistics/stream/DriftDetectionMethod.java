package dev.sextant.statistics.stream;

/**
 * Alarms when the share of errors exceeds the least one so far by three of its standard deviations
 * (Gama and others 2004). A baseline: it compares with a minimum, and so alarms for nothing.
 */
public final class DriftDetectionMethod implements ChangeDetector {
  private static final long MINIMUM = 30;
  private static final double DEVIATIONS = 3;

  private final long errorsAtLeast;
  private long count;
  private long errors;
  private double least = Double.POSITIVE_INFINITY;
  private double leastRate;
  private double leastDeviation;

  /**
   * A detector.
   *
   * @param errorsAtLeast before the least share is taken; 0 for the method as it was published
   */
  public DriftDetectionMethod(long errorsAtLeast) {
    this.errorsAtLeast = errorsAtLeast;
  }

  /** {@inheritDoc} It is 1 for an error, else 0. */
  @Override
  public boolean add(double value) {
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("an error is 1 and its absence 0, unlike " + value);
    }
    count++;
    errors += value == 1 ? 1 : 0;
    if (count <= MINIMUM || errors < errorsAtLeast) {
      return false;
    }
    double rate = (double) errors / count;
    double deviation = Math.sqrt(rate * (1 - rate) / count);
    if (rate + deviation <= least) {
      least = rate + deviation;
      leastRate = rate;
      leastDeviation = deviation;
    }
    boolean alarm = rate + deviation > leastRate + DEVIATIONS * leastDeviation;
    if (alarm) {
      count = 0;
      errors = 0;
      least = Double.POSITIVE_INFINITY;
    }
    return alarm;
  }
}
