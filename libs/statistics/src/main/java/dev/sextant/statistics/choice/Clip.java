package dev.sextant.statistics.choice;

/**
 * What becomes of large weights: a weight above the largest counts as the largest. The estimate
 * then misses what the lost weight would have earned; the ends of an interval make room for it,
 * between the least and the highest reward.
 *
 * @param largestWeight above 0; infinite where nothing is clipped
 * @param low what no reward goes below
 * @param high what no reward exceeds
 */
public record Clip(double largestWeight, double low, double high) {
  /** Every weight as it is. */
  public static final Clip NONE = new Clip(Double.POSITIVE_INFINITY, 0, 0);

  public Clip {
    if (!(largestWeight > 0 && low <= high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "weights up to %s and rewards between %s and %s cannot be clipped"
              .formatted(largestWeight, low, high));
    }
  }

  boolean isNone() {
    return Double.isInfinite(largestWeight);
  }

  void requireRange(double reward) {
    if (!isNone() && !(reward >= low && reward <= high)) {
      throw new IllegalArgumentException(
          "a reward of %s does not lie between %s and %s".formatted(reward, low, high));
    }
  }
}
