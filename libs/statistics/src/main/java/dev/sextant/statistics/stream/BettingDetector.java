package dev.sextant.statistics.stream;

import java.util.List;

/**
 * Bets, at every number, that the mean lies above what it used to be. Each start of betting is a
 * martingale while the mean is not above it, so the sum of all starts grows by at most one a number
 * on average: an alarm at a sum of N comes after N numbers or more on average while nothing changes
 * (the e-detector of Shin, Ramdas and Rinaldo 2024, with sums as Shiryaev and Roberts). That holds
 * for every distribution between 0 and 1 whose mean stays at or below the given one whatever came
 * before; stakes from careful to bold share the money.
 *
 * @param mean that the numbers do not exceed while nothing changes, above 0 and below 1; take an
 *     upper bound of what was measured
 * @param runLength how many numbers pass until a false alarm, on average and at least
 * @param sums what the bets of each stake since the last alarm are worth
 * @param alarm whether the last number raised one
 */
public record BettingDetector(double mean, double runLength, List<Double> sums, boolean alarm)
    implements ChangeDetector {
  /** Shares of the largest stake that cannot lose everything. */
  private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.4, 0.8};

  private static final List<Double> NOTHING = List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0);

  public BettingDetector {
    if (!(mean > 0 && mean < 1 && runLength >= 1) || Double.isInfinite(runLength)) {
      throw new IllegalArgumentException(
          "a mean of %s and an alarm each %s numbers cannot be watched".formatted(mean, runLength));
    }
    sums = List.copyOf(sums);
    if (sums.size() != SHARES.length || !(worth(sums) >= 0)) {
      throw new IllegalArgumentException(
          "%d sums of bets are needed, together not below 0, unlike %s"
              .formatted(SHARES.length, sums));
    }
  }

  /** A detector that has seen nothing. */
  public BettingDetector(double mean, double runLength) {
    this(mean, runLength, NOTHING, false);
  }

  /** {@inheritDoc} It lies between 0 and 1. */
  @Override
  public BettingDetector after(double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a number between 0 and 1 is needed, not " + value);
    }
    var bets = new Double[SHARES.length];
    for (int k = 0; k < bets.length; k++) {
      bets[k] = (sums.get(k) + 1) * (1 + SHARES[k] / mean * (value - mean));
    }
    var next = List.of(bets);
    return worth(next) >= runLength
        ? new BettingDetector(mean, runLength, NOTHING, true)
        : new BettingDetector(mean, runLength, next, false);
  }

  /** What all bets since the last alarm are worth. */
  double worth() {
    return worth(sums);
  }

  private static double worth(List<Double> sums) {
    double sum = 0;
    for (double each : sums) {
      sum += each;
    }
    return sum / SHARES.length;
  }
}
