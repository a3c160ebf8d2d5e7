package dev.sextant.statistics.episodes;

/**
 * How many episodes a model may raise falsely in a period, on average, and the level of each look
 * that follows. A look is everything that is judged of a window: with {@code DriftRule} the level
 * is its {@code falseShare}, and rules beside each other divide it.
 *
 * @param episodes such as 1
 * @param looks of the period, such as 720 hours
 * @param rule that makes episodes of them
 */
public record EpisodeBudget(double episodes, int looks, EpisodeRule rule) {
  private static final int LOOKS_AT_MOST = 10_000;

  /** A look that alarms falsely every second time is none. */
  private static final double LEVEL_AT_MOST = 0.5;

  public EpisodeBudget {
    if (!(episodes > 0) || Double.isInfinite(episodes)) {
      throw new IllegalArgumentException("a budget of %s episodes is none".formatted(episodes));
    }
    if (looks < 1 || looks > LOOKS_AT_MOST) {
      throw new IllegalArgumentException(
          "a period has up to %d looks, not %d".formatted(LOOKS_AT_MOST, looks));
    }
  }

  /**
   * The level at which the budget holds however looks depend on each other, as they do where a
   * reference serves more than one: every episode needs alarms of its own.
   */
  public double levelOfAnyLooks() {
    return Math.min(LEVEL_AT_MOST, episodes * rule.required() / looks);
  }

  /** The level at which it holds where every look alarms falsely by a chance of its own. */
  public double levelOfIndependentLooks() {
    double low = levelOfAnyLooks();
    double high = low;
    while (high < LEVEL_AT_MOST && falseEpisodes(high) <= episodes) {
      low = high;
      high = Math.min(LEVEL_AT_MOST, high * 1.25);
    }
    if (falseEpisodes(high) <= episodes) {
      return high;
    }
    for (int i = 0; i < 20; i++) {
      double middle = (low + high) / 2;
      if (falseEpisodes(middle) <= episodes) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many false episodes independent looks at a level raise in the period on average. */
  public double falseEpisodes(double level) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("a level lies between 0 and 1, unlike " + level);
    }
    // The chance of each pattern of alarms since the last episode, and of each number of quiet
    // looks in an open one. A pattern without alarms and a shorter one do the same from here on.
    var closed = new double[1 << (rule.window() - 1)];
    var open = new double[rule.calm()];
    closed[0] = 1;
    double sum = 0;
    for (int look = 0; look < looks; look++) {
      var nextClosed = new double[closed.length];
      var nextOpen = new double[open.length];
      double opened = 0;
      for (int pattern = 0; pattern < closed.length; pattern++) {
        if (closed[pattern] == 0) {
          continue;
        }
        int kept = closed.length - 1;
        nextClosed[(pattern << 1) & kept] += closed[pattern] * (1 - level);
        if (Integer.bitCount(pattern) + 1 >= rule.required()) {
          opened += closed[pattern] * level;
        } else {
          nextClosed[((pattern << 1) | 1) & kept] += closed[pattern] * level;
        }
      }
      for (int quiet = 0; quiet < open.length; quiet++) {
        nextOpen[0] += open[quiet] * level;
        if (quiet + 1 < open.length) {
          nextOpen[quiet + 1] += open[quiet] * (1 - level);
        } else {
          nextClosed[0] += open[quiet] * (1 - level);
        }
      }
      nextOpen[0] += opened;
      sum += opened;
      closed = nextClosed;
      open = nextOpen;
    }
    return sum;
  }
}
