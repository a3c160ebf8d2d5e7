package dev.sextant.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading RFC 3339, and the zones that expressions may name. */
final class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T00:00:00.000001Z, 1",
    "1970-01-01T00:00:00.0000019Z, 1",
    "1970-01-01t00:00:01z, 1000000",
    "1970-01-01 01:00:00+01:00, 0",
    "1969-12-31T23:00:00.5-01:00, 500000",
    "2016-12-31T23:59:60Z, 1483228799000000"
  })
  void readsTimeStampsWithZone(String text, long micros) {
    assertThat(Timestamps.parse(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1970-01-01",
        "1970-01-01T00:00:00",
        "1970-02-30T00:00:00Z",
        "1970-13-01T00:00:00Z",
        "1970-01-01T24:00:00Z",
        "1970-01-01T00:60:00Z",
        "1970-01-01T00:00:61Z",
        "1970-01-01T00:00:00.Z",
        "1970-01-01T00:00:00+0100",
        "1970-01-01T00:00:00+01:0",
        "1970-01-01T00:00:00ZZ",
        "0000-01-01T00:00:00Z",
        "x970-01-01T00:00:00Z",
        "1970-01-01X00:00:00Z",
        "1970-01-01T00:00:00.0000000000Z",
        "0001-01-01T00:00:00+01:00"
      })
  void readsNothingElse(String text) {
    assertThat(Timestamps.parse(text)).isEqualTo(Timestamps.MISSING);
  }

  @Property(tries = 1_000)
  void readsWhatJavaWrites(
      @ForAll("instants") long micros, @ForAll @IntRange(min = -1080, max = 1080) int minutes) {
    OffsetDateTime time =
        Instant.EPOCH
            .plus(micros, ChronoUnit.MICROS)
            .atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
    String text = time.truncatedTo(ChronoUnit.MICROS).toString();
    // Java leaves out seconds that are zero.
    String full =
        text.matches(".*T[0-9:]{5}[Z+-].*") ? text.replaceFirst("(T.{5})", "$1:00") : text;

    assertThat(Timestamps.parse(full)).isEqualTo(micros);
  }

  @Property(tries = 2_000)
  void survivesAnyText(@ForAll("almostTimeStamps") String text) {
    long micros = Timestamps.parse(text);

    assertThat(micros == Timestamps.MISSING || Timestamps.inRange(micros)).isTrue();
  }

  @Test
  void everyNamedZoneIsKnownToThisJava() throws Refusal {
    assertThat(Zones.regions()).hasSizeGreaterThan(400).contains("UTC", "Europe/Berlin");
    for (String region : Zones.regions()) {
      assertThat(Zones.rules(region)).isEqualTo(ZoneId.of(region).getRules());
    }
  }

  @Provide
  Arbitrary<Long> instants() {
    // A day from the ends, so that any offset leaves a year of four digits.
    long day = 86_400L * Timestamps.MICROS;
    return Arbitraries.longs().between(Timestamps.EARLIEST + day, Timestamps.LATEST - day);
  }

  @Provide
  Arbitrary<String> almostTimeStamps() {
    return Arbitraries.strings().withChars("0123456789-:T.Z+ ").ofMinLength(15).ofMaxLength(42);
  }
}
