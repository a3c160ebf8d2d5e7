package dev.sextant.statistics.stream;

import java.util.Arrays;

/**
 * Bets, at every number, that the mean lies above what it used to be. Each start of betting is a
 * martingale while the mean is not above it, so the sum of all starts grows by at most one a number
 * on average: an alarm at a sum of N comes after N numbers or more on average while nothing changes
 * (the e-detector of Shin, Ramdas and Rinaldo 2024, with sums as Shiryaev and Roberts). That holds
 * for every distribution between 0 and 1 whose mean stays at or below the given one whatever came
 * before; stakes from careful to bold share the money.
 */
public final class BettingDetector implements ChangeDetector {
  /** Shares of the largest stake that cannot lose everything. */
  private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.4, 0.8};

  private final double mean;
  private final double runLength;
  private final double[] sums = new double[SHARES.length];

  /**
   * A detector.
   *
   * @param mean that the numbers do not exceed while nothing changes, above 0 and below 1; take an
   *     upper bound of what was measured
   * @param runLength how many numbers pass until a false alarm, on average and at least
   */
  public BettingDetector(double mean, double runLength) {
    if (!(mean > 0 && mean < 1 && runLength >= 1) || Double.isInfinite(runLength)) {
      throw new IllegalArgumentException(
          "a mean of %s and an alarm each %s numbers cannot be watched".formatted(mean, runLength));
    }
    this.mean = mean;
    this.runLength = runLength;
  }

  /** {@inheritDoc} It lies between 0 and 1. */
  @Override
  public boolean add(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a number between 0 and 1 is needed, not " + value);
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] = (sums[k] + 1) * (1 + SHARES[k] / mean * (value - mean));
    }
    boolean alarm = worth() >= runLength;
    if (alarm) {
      Arrays.fill(sums, 0);
    }
    return alarm;
  }

  /** What all bets since the last alarm are worth. */
  double worth() {
    double sum = 0;
    for (double each : sums) {
      sum += each;
    }
    return sum / sums.length;
  }
}
