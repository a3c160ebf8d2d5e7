package dev.sextant.statistics.gates;

import java.time.Duration;

/**
 * A stretch of constant weights.
 *
 * @param weight of the candidate in whole per cent; 0 where it answers nobody, as offline or in
 *     shadow
 * @param minimum how long it lasts at least
 */
public record Step(int weight, Duration minimum) {
  public Step {
    if (weight < 0 || weight > 100 || minimum.isNegative()) {
      throw new IllegalArgumentException(
          "%d per cent for at least %s is no step".formatted(weight, minimum));
    }
  }
}
