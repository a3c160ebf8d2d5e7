package dev.sextant.worker.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A half-open interval of time.
 *
 * @param from inclusive; null means from the oldest row
 * @param until exclusive; null means to the newest row
 */
record Interval(@Nullable Instant from, @Nullable Instant until) {
  boolean contains(Instant instant) {
    return (from == null || !instant.isBefore(from)) && (until == null || instant.isBefore(until));
  }

  boolean isEmpty() {
    return from != null && until != null && !from.isBefore(until);
  }

  @Override
  public String toString() {
    return "from "
        + (from == null ? "the oldest row" : from)
        + " until "
        + (until == null ? "the newest row" : until);
  }
}
