package dev.sextant.statistics.unlabelled;

/**
 * The wealth of {@code BettingMean} against one mean, number by number: what its bounds say at
 * every look, without a search for each.
 */
final class Wager {
  private static final int STAKES = 12;

  private final double[] logs = new double[STAKES];
  private final double mean;
  private final boolean mirrored;

  private Wager(double mean, boolean mirrored) {
    this.mean = mean;
    this.mirrored = mirrored;
  }

  /** Against the claim that the mean is at least that. */
  static Wager below(double mean) {
    return new Wager(mean, false);
  }

  /** Against the claim that the mean is at most that. */
  static Wager above(double mean) {
    return new Wager(1 - mean, true);
  }

  void add(double number) {
    double x = mirrored ? 1 - number : number;
    double stake = 1 / (1 - mean);
    for (int i = 0; i < STAKES; i++) {
      logs[i] += Math.log1p(Math.max(-1, stake * (mean - x)));
      stake /= 2;
    }
  }

  /** Whether the bound at that rate has passed the mean. */
  boolean wins(double errorRate) {
    double wealth = 0;
    for (double log : logs) {
      wealth += Math.exp(log) / STAKES;
    }
    return wealth > 1 / errorRate;
  }
}
