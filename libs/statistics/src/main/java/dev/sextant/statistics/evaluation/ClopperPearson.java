package dev.sextant.statistics.evaluation;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Exact bounds on a probability from independent trials (Clopper and Pearson 1934). For one look;
 * for several see {@code BetaBinomial}.
 */
public final class ClopperPearson {
  private ClopperPearson() {}

  /**
   * What the probability does not exceed.
   *
   * @param errorRate how often the bound may be wrong at most, between 0 and 1
   */
  public static double upper(long events, long trials, double errorRate) {
    require(events, trials, errorRate);
    return events == trials
        ? 1
        : BetaDistribution.of(events + 1.0, (double) trials - events)
            .inverseSurvivalProbability(errorRate);
  }

  /** What the probability does not go below. */
  public static double lower(long events, long trials, double errorRate) {
    require(events, trials, errorRate);
    return events == 0
        ? 0
        : BetaDistribution.of((double) events, trials - events + 1.0)
            .inverseCumulativeProbability(errorRate);
  }

  private static void require(long events, long trials, double errorRate) {
    if (events < 0 || events > trials) {
      throw new IllegalArgumentException(
          "%d events cannot come from %d trials".formatted(events, trials));
    }
    if (!(errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException("an error rate lies between 0 and 1, unlike " + errorRate);
    }
  }
}
