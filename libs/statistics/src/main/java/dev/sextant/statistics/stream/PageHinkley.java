package dev.sextant.statistics.stream;

/**
 * Alarms when numbers exceed their mean by enough for long enough (Page 1954; Hinkley 1971). A
 * baseline: how often it errs depends on the scale of the numbers.
 */
public final class PageHinkley implements ChangeDetector {
  private final double slack;
  private final double forgetting;
  private final double threshold;
  private final long minimum;
  private long count;
  private double mean;
  private double sum;

  /**
   * A detector.
   *
   * @param slack by which a number may exceed the mean, such as 0.005
   * @param forgetting what is kept of the sum at each number, such as 0.9999
   * @param threshold of the sum, in the numbers' unit, such as 50
   * @param minimum how many numbers come before the first alarm, such as 30
   */
  public PageHinkley(double slack, double forgetting, double threshold, long minimum) {
    if (!(forgetting > 0 && forgetting <= 1 && threshold > 0) || !Double.isFinite(slack)) {
      throw new IllegalArgumentException(
          "no detector keeps %s of a sum up to %s, with the slack %s"
              .formatted(forgetting, threshold, slack));
    }
    this.slack = slack;
    this.forgetting = forgetting;
    this.threshold = threshold;
    this.minimum = minimum;
  }

  /** The parameters that are usual for errors. */
  public static PageHinkley usual() {
    return new PageHinkley(0.005, 0.9999, 50, 30);
  }

  @Override
  public boolean add(double value) {
    Streams.requireFinite(value);
    count++;
    mean += (value - mean) / count;
    sum = Math.max(0, forgetting * sum + value - mean - slack);
    boolean alarm = count >= minimum && sum >= threshold;
    if (alarm) {
      count = 0;
      mean = 0;
      sum = 0;
    }
    return alarm;
  }
}
