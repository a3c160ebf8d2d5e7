package dev.sextant.statistics.sequential;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Exact confidence sequences for the probability of an event in independent trials. They hold for
 * any number of looks and from the first trial on; zero events are evidence like any other.
 *
 * <p>The test of a probability p divides the likelihood of what was seen, averaged over a uniform
 * prior, by its likelihood under p: a martingale of mean 1 under p, which passes 1/rate with a
 * chance of at most the rate (Ville). The interval averages over all probabilities (Robbins 1970).
 * A one-sided bound averages over the probabilities on the other side of p alone, which keeps the
 * guarantee for every probability beyond p, for the likelihood ratio falls there, and needs fewer
 * trials. Trials that share a user are not independent: see {@link BettingMean}.
 */
public final class BetaBinomial {
  private BetaBinomial() {}

  /** Both ends of an interval; each is a probability. */
  public record Interval(double lower, double upper) {}

  /** What holds the probability at every look at once, but for the error rate. */
  public static Interval interval(long events, long trials, double errorRate) {
    requireCounts(events, trials);
    Numbers.requireRate(errorRate);
    double target = -StrictMath.log(errorRate);
    double seen = trials == 0 ? 0.5 : (double) events / trials;
    double upper =
        events == trials ? 1 : Numbers.crossing(p -> twoSided(events, trials, p), target, seen, 1);
    double lower =
        events == 0
            ? 0
            : 1 - Numbers.crossing(q -> twoSided(trials - events, trials, q), target, 1 - seen, 1);
    return new Interval(lower, upper);
  }

  /** What the probability does not exceed at any look, but for the error rate. */
  public static double upper(long events, long trials, double errorRate) {
    requireCounts(events, trials);
    Numbers.requireRate(errorRate);
    if (events == trials) {
      return 1;
    }
    double target = -StrictMath.log(errorRate);
    double seen = (double) events / trials;
    return Numbers.crossing(p -> oneSided(events, trials, p), target, seen, 1);
  }

  /** What the probability does not go below at any look, but for the error rate. */
  public static double lower(long events, long trials, double errorRate) {
    requireCounts(events, trials);
    return 1 - upper(trials - events, trials, errorRate);
  }

  // ln of the evidence against p.
  static double twoSided(long events, long trials, double p) {
    return Numbers.logBeta(1.0 + events, 1.0 + trials - events) - logLikelihood(events, trials, p);
  }

  // ln of the evidence against every probability of at least p, for 0 < p <= 1.
  static double oneSided(long events, long trials, double p) {
    double below = RegularizedBeta.value(p, 1.0 + events, 1.0 + trials - events);
    return twoSided(events, trials, p) + StrictMath.log(below) - StrictMath.log(p);
  }

  private static double logLikelihood(long events, long trials, double p) {
    return Numbers.timesLog((double) events, p) + Numbers.timesLog((double) trials - events, 1 - p);
  }

  private static void requireCounts(long events, long trials) {
    if (events < 0 || events > trials) {
      throw new IllegalArgumentException(
          "%d events cannot come from %d trials".formatted(events, trials));
    }
  }
}
