package dev.sextant.operator.kernel;

import java.time.Duration;

/** How long to wait before something is tried again: 15 seconds, then ever longer up to a limit. */
public final class BackOff {
  /** The first pause. */
  public static final Duration SOONEST = Duration.ofSeconds(15);

  /** The longest pause. */
  public static final Duration LATEST = Duration.ofMinutes(5);

  private BackOff() {}

  /** The pause after so many attempts. */
  public static Duration after(int attempts) {
    long seconds = SOONEST.toSeconds() << Math.clamp(attempts - 1L, 0, 10);
    return Duration.ofSeconds(Math.min(seconds, LATEST.toSeconds()));
  }
}
