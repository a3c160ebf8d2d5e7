package dev.sextant.worker.snapshot;

import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts time stamps without a zone that the zone of the Dataset does not have, because clocks were
 * put forward, or has twice, because they were put back. DuckDB reads them without a word: the
 * former as later by what the clocks were put forward, the latter as the second. The server reads
 * them alike.
 */
final class LocalTimes {
  /** More changes of clocks than these are the work of dates that nobody meant. */
  private static final int MOST_CHANGES = 1_000;

  /** A date, perhaps a time of day, and nothing behind it. */
  private static final String WITHOUT_ZONE =
      "\\s*\\d+[-/]\\d+[-/]\\d+([ T]\\s*\\d+:\\d+(:\\d+(\\.\\d+)?)?)?\\s*";

  private final ZoneRules rules;

  LocalTimes(String zone) {
    this.rules = ZoneId.of(zone).getRules();
  }

  /**
   * How many there are.
   *
   * @param skipped times that no clock showed
   * @param repeated times that clocks showed twice
   */
  record Counts(long skipped, long repeated) {
    static final Counts NONE = new Counts(0, 0);

    boolean any() {
      return skipped + repeated > 0;
    }

    Counts plus(Counts other) {
      return new Counts(skipped + other.skipped, repeated + other.repeated);
    }

    /** What people are told. */
    String sentence(String column, String zone) {
      List<String> parts = new ArrayList<>();
      if (skipped > 0) {
        parts.add(
            "%d that no clock in %s showed, read as later by what the clocks were put forward"
                .formatted(skipped, zone));
      }
      if (repeated > 0) {
        parts.add(
            "%d that clocks in %s showed twice, read as the second".formatted(repeated, zone));
      }
      return "%s has time stamps without a zone: %s; write the offset into the source"
          .formatted(column, String.join("; ", parts));
    }
  }

  /** Whether clocks are never put forward or back, so that there is nothing to count. */
  boolean none() {
    return rules.isFixedOffset();
  }

  /**
   * Counts in a relation.
   *
   * @param local the time stamps as SQL of the type TIMESTAMP; NULL where one has a zone
   */
  Counts count(DuckSession session, String local, String from) throws SQLException {
    return count(session, local, from, changes(session, local, from));
  }

  /**
   * Counts in texts {@code t}, which are not read at all unless an instant that was made of them is
   * near to a change.
   *
   * @param instant the instants as SQL
   * @param rows where they are
   */
  Counts countTexts(DuckSession session, String texts, String instant, String rows)
      throws SQLException {
    String micros = "epoch_us(" + instant + ")";
    List<ZoneOffsetTransition> changes = changes(session, "make_timestamp(" + micros + ")", rows);
    return anyNear(session, micros, rows, changes)
        ? count(session, ofText("t"), texts, changes)
        : Counts.NONE;
  }

  private static Counts count(
      DuckSession session, String local, String from, List<ZoneOffsetTransition> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return Counts.NONE;
    }
    return session
        .query(
            "SELECT count(*) FILTER (%s), count(*) FILTER (%s) FROM (SELECT %s AS t FROM %s)"
                .formatted(
                    within(changes, ZoneOffsetTransition::isGap),
                    within(changes, ZoneOffsetTransition::isOverlap),
                    local,
                    from),
            row -> new Counts(row.getLong(1), row.getLong(2)))
        .getFirst();
  }

  /** Whether any instant is so near to a change of clocks that its text must be looked at. */
  private static boolean anyNear(
      DuckSession session, String micros, String from, List<ZoneOffsetTransition> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return false;
    }
    String near =
        changes.stream()
            .map(change -> {
              long at = micros(change.getInstant());
              long length = change.getDuration().abs().toSeconds() * 1_000_000;
              return "t BETWEEN %d AND %d".formatted(at - length, at + length);
            })
            .collect(Collectors.joining(" OR "));
    return !session
        .query(
            "SELECT 1 FROM (SELECT %s AS t FROM %s) WHERE %s LIMIT 1".formatted(micros, from, near),
            row -> row.getInt(1))
        .isEmpty();
  }

  /** The changes of clocks between the first and the last time of a relation. */
  private List<ZoneOffsetTransition> changes(DuckSession session, String local, String from)
      throws SQLException {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    if (none()) {
      return changes;
    }
    Optional<Range> range =
        session
            .query(
                "SELECT epoch_us(min(t)), epoch_us(max(t)) FROM (SELECT %s AS t FROM %s) WHERE isfinite(t)"
                    .formatted(local, from),
                row -> Optional.ofNullable(Range.of(Parts.instant(row, 1), Parts.instant(row, 2))))
            .getFirst();
    if (range.isPresent()) {
      // A day more on both sides, because what is compared has no offset.
      Instant last = range.get().last().plus(Duration.ofDays(1));
      ZoneOffsetTransition next =
          rules.nextTransition(range.get().first().minus(Duration.ofDays(1)));
      while (next != null && next.getInstant().isBefore(last) && changes.size() < MOST_CHANGES) {
        changes.add(next);
        next = rules.nextTransition(next.getInstant());
      }
    }
    return changes;
  }

  private record Range(Instant first, Instant last) {
    static @Nullable Range of(@Nullable Instant first, @Nullable Instant last) {
      return first == null || last == null ? null : new Range(first, last);
    }
  }

  private static String within(
      List<ZoneOffsetTransition> changes, java.util.function.Predicate<ZoneOffsetTransition> kind) {
    return changes.stream()
        .filter(kind)
        .map(change -> {
          LocalDateTime before = change.getDateTimeBefore();
          LocalDateTime after = change.getDateTimeAfter();
          return change.isGap() ? between(before, after) : between(after, before);
        })
        .reduce((left, right) -> left + " OR " + right)
        .orElse("false");
  }

  private static String between(LocalDateTime from, LocalDateTime until) {
    return "t >= %s AND t < %s".formatted(sql(from), sql(until));
  }

  private static String sql(LocalDateTime time) {
    return "make_timestamp(" + micros(time.toInstant(ZoneOffset.UTC)) + ")";
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** SQL for the local time that a text without a zone gives; NULL for one with a zone. */
  private static String ofText(String text) {
    return "CASE WHEN regexp_full_match(%1$s, %2$s) THEN TRY_CAST(%1$s AS TIMESTAMP) END"
        .formatted(text, Sql.text(WITHOUT_ZONE));
  }

  /** SQL for the local time of a column whose type has no zone; empty for one that has. */
  static Optional<String> ofColumn(String name, String duckType) {
    boolean zoned = duckType.contains("TIME ZONE") || duckType.equals("TIMESTAMPTZ");
    boolean time = duckType.startsWith("TIMESTAMP") || duckType.equals("DATE");
    return time && !zoned ? Optional.of(Sql.name(name) + "::TIMESTAMP") : Optional.empty();
  }
}
