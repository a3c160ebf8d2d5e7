package dev.sextant.statistics.choice;

/**
 * What an arm has earned: rewards between 0 and 1, of which a click or none is the simplest.
 *
 * @param count of rewards, at most a thousand million; not whole where they are weighted
 * @param total of the rewards
 */
public record ArmRewards(double count, double total) {
  /** Of an arm that was never chosen. */
  public static final ArmRewards NONE = new ArmRewards(0, 0);

  /** More would not move a share any more, and would cost time. */
  static final double MOST = 1e9;

  public ArmRewards {
    if (!(count >= 0 && count <= MOST && total >= 0 && total <= count)) {
      throw new IllegalArgumentException(
          "%s rewards between 0 and 1, at most %.0f, cannot add up to %s"
              .formatted(count, MOST, total));
    }
  }

  /**
   * Of rewards with other limits, mapped to 0 and 1.
   *
   * @param total of the rewards as they are
   * @param low what no reward goes below
   * @param high what no reward exceeds
   */
  public static ArmRewards between(double low, double high, double count, double total) {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "rewards cannot lie between %s and %s".formatted(low, high));
    }
    double mapped = (total - count * low) / (high - low);
    // What a rounding puts outside is on the limit.
    double slack = 1e-9 * count;
    return new ArmRewards(
        count, mapped >= -slack && mapped <= count + slack ? Math.clamp(mapped, 0, count) : mapped);
  }

  /** Both together. */
  public ArmRewards merge(ArmRewards other) {
    return new ArmRewards(count + other.count, total + other.total);
  }

  // The belief about the mean is Beta(hits, misses), after a uniform one.
  double hits() {
    return 1 + total;
  }

  double misses() {
    return 1 + (count - total);
  }
}
