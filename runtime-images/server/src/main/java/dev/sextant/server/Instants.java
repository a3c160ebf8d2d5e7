package dev.sextant.server;

import dev.sextant.features.Timestamps;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Reads time stamps of requests; those without a zone are of the model's zone. */
final class Instants {
  private static final long MICROS = 1_000_000L;

  private final ZoneRules rules;

  Instants(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** Microseconds since 1970, or {@link Timestamps#MISSING} when the text is no time stamp. */
  long parse(String text) {
    long zoned = Timestamps.parse(text);
    if (zoned != Timestamps.MISSING || text.length() < 19) {
      return zoned;
    }
    // With a zone of its own the text would have parsed, or is wrong and stays so with one more.
    long local = Timestamps.parse(text + "Z");
    if (local == Timestamps.MISSING) {
      return local;
    }
    long second = Math.floorDiv(local, MICROS);
    LocalDateTime wall = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    long micros = local - offset(wall).getTotalSeconds() * MICROS;
    return Timestamps.inRange(micros) ? micros : Timestamps.MISSING;
  }

  /**
   * As snapshots read it: a time that clocks showed twice is the second, one that they skipped is
   * later by what they were put forward.
   */
  private ZoneOffset offset(LocalDateTime wall) {
    ZoneOffsetTransition change = rules.getTransition(wall);
    return change != null && change.isOverlap() ? change.getOffsetAfter() : rules.getOffset(wall);
  }
}
