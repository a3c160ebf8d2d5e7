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

    assertThat(instants.parse(text)).isEqualTo(wall.atZone(BERLIN).toEpochSecond() * 1_000_000L);
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
