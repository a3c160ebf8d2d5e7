package dev.sextant.statistics.stream;

/**
 * Alarms when numbers exceed their mean by enough for long enough (Page 1954; Hinkley 1971). A
 * baseline: how often it errs depends on the scale of the numbers.
 *
 * @param limits that decide
 * @param count how many numbers came since the last alarm
 * @param mean of these
 * @param sum of how far they exceeded it
 * @param alarm whether the last number raised one
 */
public record PageHinkley(Limits limits, long count, double mean, double sum, boolean alarm)
    implements ChangeDetector {
  /**
   * When there is an alarm.
   *
   * @param slack by which a number may exceed the mean, such as 0.005
   * @param forgetting what is kept of the sum at each number, such as 0.9999
   * @param threshold of the sum, in the numbers' unit, such as 50
   * @param minimum how many numbers come before the first alarm, such as 30
   */
  public record Limits(double slack, double forgetting, double threshold, long minimum) {
    /** What is usual for errors. */
    public static final Limits USUAL = new Limits(0.005, 0.9999, 50, 30);

    public Limits {
      if (!(forgetting > 0 && forgetting <= 1 && threshold > 0) || !Double.isFinite(slack)) {
        throw new IllegalArgumentException(
            "no detector keeps %s of a sum up to %s, with the slack %s"
                .formatted(forgetting, threshold, slack));
      }
    }
  }

  /** A detector that has seen nothing. */
  public PageHinkley(Limits limits) {
    this(limits, 0, 0, 0, false);
  }

  @Override
  public PageHinkley after(double value) {
    Streams.requireFinite(value);
    long seen = count + 1;
    double level = mean + (value - mean) / seen;
    double above = Math.max(0, limits.forgetting() * sum + value - level - limits.slack());
    return seen >= limits.minimum() && above >= limits.threshold()
        ? new PageHinkley(limits, 0, 0, 0, true)
        : new PageHinkley(limits, seen, level, above, false);
  }
}
