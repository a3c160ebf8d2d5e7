package dev.sextant.statistics.stream;

/**
 * Alarms when the share of errors exceeds the least one so far by three of its standard deviations
 * (Gama and others 2004). A baseline: it compares with a minimum, and so alarms for nothing.
 *
 * @param errorsAtLeast before the least share is taken; 0 for the method as it was published
 * @param count how many numbers came since the last alarm
 * @param errors how many of them were errors
 * @param least where the share of errors and its deviation were least together
 * @param alarm whether the last number raised one
 */
public record DriftDetectionMethod(
    long errorsAtLeast, long count, long errors, Share least, boolean alarm)
    implements ChangeDetector {
  private static final long MINIMUM = 30;
  private static final double DEVIATIONS = 3;

  /** A share of errors with its standard deviation. */
  public record Share(double rate, double deviation) {
    private static final Share NONE = new Share(Double.POSITIVE_INFINITY, 0);

    private static Share of(long errors, long count) {
      double rate = (double) errors / count;
      return new Share(rate, Math.sqrt(rate * (1 - rate) / count));
    }

    private double above(double deviations) {
      return rate + deviations * deviation;
    }
  }

  /** A detector that has seen nothing. */
  public DriftDetectionMethod(long errorsAtLeast) {
    this(errorsAtLeast, 0, 0, Share.NONE, false);
  }

  /** {@inheritDoc} It is 1 for an error, else 0. */
  @Override
  public DriftDetectionMethod after(double value) {
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException("an error is 1 and its absence 0, unlike " + value);
    }
    long seen = count + 1;
    long wrong = errors + (value == 1 ? 1 : 0);
    if (seen <= MINIMUM || wrong < errorsAtLeast) {
      return new DriftDetectionMethod(errorsAtLeast, seen, wrong, least, false);
    }
    var now = Share.of(wrong, seen);
    var lowest = now.above(1) <= least.above(1) ? now : least;
    return now.above(1) > lowest.above(DEVIATIONS)
        ? new DriftDetectionMethod(errorsAtLeast, 0, 0, Share.NONE, true)
        : new DriftDetectionMethod(errorsAtLeast, seen, wrong, lowest, false);
  }
}
