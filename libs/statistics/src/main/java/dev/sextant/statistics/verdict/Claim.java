package dev.sextant.statistics.verdict;

/**
 * What is asked of the difference candidate minus stable, in a metric of which less is better; for
 * one of which more is better, ask of its negative.
 *
 * @param margin how much worse is still acceptable, in the metric's unit, at least 0
 * @param gain how much better counts as superior, in the metric's unit, at least 0
 * @param errors how often an answer may be wrong
 */
public record Claim(double margin, double gain, ErrorRates errors) {

  public Claim {
    requireDistance("margin", margin);
    requireDistance("gain", gain);
  }

  /** Non-inferiority within a margin; any gain at all counts as superior. */
  public static Claim within(double margin, ErrorRates errors) {
    return new Claim(margin, 0, errors);
  }

  private static void requireDistance(String name, double distance) {
    if (!(distance >= 0 && Double.isFinite(distance))) {
      throw new IllegalArgumentException(
          "%s is a finite number of at least 0, unlike %s".formatted(name, distance));
    }
  }
}
