package dev.sextant.statistics.evaluation;

/** How far a statistic can be trusted, or why that cannot be said. */
public sealed interface BootstrapInterval {

  /**
   * A percentile interval.
   *
   * @param low lower end
   * @param high upper end
   * @param level coverage that is aimed at
   */
  record Bounds(double low, double high, double level) implements BootstrapInterval {
    public Bounds {
      if (!(low <= high)) {
        throw new IllegalArgumentException("no interval: %s to %s".formatted(low, high));
      }
    }
  }

  /** There is no interval. */
  record Unavailable(String reason) implements BootstrapInterval {}
}
