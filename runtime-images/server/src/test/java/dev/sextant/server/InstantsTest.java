package dev.sextant.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.features.Timestamps;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class InstantsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private final Instants instants = new Instants(BERLIN);

  @Property(tries = 500)
  void readsWallTimeOfTheZone(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
    LocalDateTime wall = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), BERLIN);
    String text = wall.withSecond(wall.getSecond()) + (wall.getSecond() == 0 ? ":00" : "");

    assertThat(instants.parse(text))
        .isEqualTo(wall.atZone(BERLIN).withLaterOffsetAtOverlap().toEpochSecond() * 1_000_000L);
  }

  /** A snapshot reads the same texts to the same instants; its test says so too. */
  @Test
  void readsTimesThatClocksSkippedOrShowedTwiceAsSnapshotsDo() {
    assertThat(instants.parse("2026-03-29 02:30:00")).isEqualTo(micros("2026-03-29T01:30:00Z"));
    assertThat(instants.parse("2026-10-25 02:30:00")).isEqualTo(micros("2026-10-25T01:30:00Z"));
    assertThat(instants.parse("2026-10-25 02:00:00")).isEqualTo(micros("2026-10-25T01:00:00Z"));
    assertThat(instants.parse("2026-10-25 03:00:00")).isEqualTo(micros("2026-10-25T02:00:00Z"));
    assertThat(instants.parse("2026-10-25 01:59:59")).isEqualTo(micros("2026-10-24T23:59:59Z"));
  }

  private static long micros(String instant) {
    return Instant.parse(instant).toEpochMilli() * 1_000;
  }

  @Property(tries = 500)
  void neverFails(@ForAll String text) {
    instants.parse(text);
    assertThat(instants.parse("2026-01-01T00:00:00" + text)).isNotEqualTo(0);
  }

  @Test
  void keepsTheZoneThatATextHas() {
    assertThat(instants.parse("2026-07-01T12:00:00+09:00"))
        .isEqualTo(Instant.parse("2026-07-01T03:00:00Z").toEpochMilli() * 1_000);
  }

  @Test
  void refusesDatesAndHalves() {
    assertThat(instants.parse("2026-07-01")).isEqualTo(Timestamps.MISSING);
    assertThat(instants.parse("2026-07-01T12:00")).isEqualTo(Timestamps.MISSING);
    assertThat(instants.parse("2026-02-30T12:00:00")).isEqualTo(Timestamps.MISSING);
  }
}
