package dev.sextant.features;

import static dev.sextant.features.Timestamps.MICROS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Set;
import java.util.stream.Collectors;

/** The time zones that expressions may name: a fixed list of regions, and fixed offsets. */
final class Zones {
  private static final Set<String> REGIONS = read();

  private Zones() {}

  static ZoneRules rules(String zone) throws Refusal {
    if (REGIONS.contains(zone)) {
      return ZoneId.of(zone).getRules();
    }
    if (zone.matches("[+-][0-9]{2}:[0-9]{2}")) {
      try {
        return ZoneOffset.of(zone).getRules();
      } catch (DateTimeException outOfRange) {
        throw new Refusal("'%s' is not an offset from UTC; it ends at 18:00".formatted(zone));
      }
    }
    throw new Refusal(
        "unknown time zone '%s'; %s"
            .formatted(
                zone,
                Suggestions.didYouMean(zone, REGIONS)
                    .orElse("name one like 'Europe/Berlin', 'UTC' or '+01:00'")));
  }

  /** The instant whose parts in UTC are the parts of this instant in the zone. */
  static long toLocal(long micros, ZoneRules rules) {
    int offset =
        rules.getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, MICROS))).getTotalSeconds();
    return micros + offset * MICROS;
  }

  static Set<String> regions() {
    return REGIONS;
  }

  private static Set<String> read() {
    var stream = Zones.class.getResourceAsStream("zones.txt");
    if (stream == null) {
      throw new IllegalStateException("zones.txt is not on the class path");
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
