package dev.sextant.statistics.sequential;

/**
 * Exact bounds on the mean of independent numbers between 0 and 1, such as one failure rate a
 * cluster, by betting against the claim that the mean is at least m (Waudby-Smith and Ramdas 2023;
 * mixing over a fixed grid of stakes after Orabona and Jun 2021).
 *
 * <p>Wealth after the numbers x is the average over stakes s of the product of 1 + s(m - x): under
 * every mean of at least m its expectation is at most 1 however many numbers there are, so it
 * passes 1/rate with a chance of at most the rate. The stakes do not depend on the numbers, so
 * neither their order nor how they were merged matters. The bound holds for all prefixes of one
 * growing sequence of final numbers. Numbers that go on changing between looks, such as the failure
 * rate of a returning user so far, are a new sequence at each look: share the error rate over looks
 * by {@link LookSpending}.
 */
public final class BettingMean {
  // Stakes are these shares of the largest that cannot lose everything but by a number of 1.
  private static final int STAKES = 12;

  private BettingMean() {}

  /**
   * What the mean does not exceed, but for the error rate.
   *
   * @param numbers between 0 and 1
   */
  public static double upper(double[] numbers, double errorRate) {
    return upper(Sample.of(numbers), errorRate);
  }

  /**
   * What the mean does not go below, but for the error rate.
   *
   * @param numbers between 0 and 1
   */
  public static double lower(double[] numbers, double errorRate) {
    return lower(Sample.of(numbers), errorRate);
  }

  static double lower(Sample sample, double errorRate) {
    return 1 - upper(sample.mirrored(), errorRate);
  }

  static double upper(Sample sample, double errorRate) {
    Numbers.requireRate(errorRate);
    if (sample.size() == 0) {
      return 1;
    }
    double target = -StrictMath.log(errorRate);
    return Numbers.crossing(m -> logWealth(sample, m), target, Math.min(sample.mean(), 1), 1);
  }

  /** ln of the wealth won against every mean of at least m, for m below 1. */
  static double logWealth(Sample sample, double m) {
    if (m >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    var logs = new double[STAKES];
    double stake = 1 / (1 - m);
    for (int i = 0; i < STAKES; i++) {
      logs[i] = sample.logWealth(stake, m);
      stake /= 2;
    }
    return Numbers.logMeanExp(logs);
  }
}
