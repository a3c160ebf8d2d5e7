package dev.sextant.operator.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the machine, and ahead of it when told. */
public final class MovableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  /** From now on it is that much ahead. */
  public void goAhead(Duration by) {
    ahead = by;
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("times here are UTC");
  }
}
