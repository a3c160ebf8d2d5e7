package dev.sextant.statistics.seasonal;

import java.time.Duration;
import java.time.Instant;

/**
 * What was seen from one instant on and before another.
 *
 * @param sample of whatever kind
 */
public record TimedWindow<T>(Instant from, Instant to, T sample) {
  public TimedWindow {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a window from %s to %s is none".formatted(from, to));
    }
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
