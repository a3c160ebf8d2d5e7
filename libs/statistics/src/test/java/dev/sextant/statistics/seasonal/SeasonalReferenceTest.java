package dev.sextant.statistics.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.drift.Column;
import dev.sextant.statistics.drift.DriftRule;
import dev.sextant.statistics.drift.DriftVerdict;
import dev.sextant.statistics.drift.NumericSample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same hours of earlier weeks. */
final class SeasonalReferenceTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final SeasonalReference WEEKS = new SeasonalReference(7, 4, 3, BERLIN);

  /** Every hour from one instant to another; the sample is its number. */
  private static List<TimedWindow<Integer>> hours(Instant from, Instant to) {
    var hours = new ArrayList<TimedWindow<Integer>>();
    for (var at = from; at.isBefore(to); at = at.plus(HOUR)) {
      hours.add(new TimedWindow<>(at, at.plus(HOUR), hours.size()));
    }
    return hours;
  }

  private static Instant berlin(int year, int month, int day, int hour) {
    return LocalDateTime.of(year, month, day, hour, 0).atZone(BERLIN).toInstant();
  }

  private static SeasonalChoice<Integer> choose(Instant from, List<TimedWindow<Integer>> past) {
    return WEEKS.choose(from, from.plus(HOUR), past);
  }

  private static List<String> clocks(SeasonalChoice<Integer> choice) {
    return ((SeasonalChoice.Reference<Integer>) choice)
        .windows().stream()
            .map(window -> ZonedDateTime.ofInstant(window.from(), BERLIN).toOffsetDateTime())
            .map(Object::toString)
            .toList();
  }

  @Example
  void choosesTheSameHourAlsoWhereClocksWerePutForward() {
    var from = berlin(2026, 4, 8, 8);

    var choice = choose(from, hours(berlin(2026, 3, 1, 0), from));

    assertThat(clocks(choice))
        .containsExactly(
            "2026-03-11T08:00+01:00",
            "2026-03-18T08:00+01:00",
            "2026-03-25T08:00+01:00",
            "2026-04-01T08:00+02:00");
    assertThat(((SeasonalChoice.Reference<Integer>) choice).seasons())
        .first()
        .isEqualTo(LocalDateTime.of(2026, 3, 11, 8, 0));
  }

  @Example
  void anHourThatClocksSkipIsMissingInItsSeason() {
    // Clocks went from two to three on 29 March.
    var from = berlin(2026, 4, 12, 2);

    assertThat(clocks(choose(from, hours(berlin(2026, 3, 1, 0), from))))
        .containsExactly(
            "2026-03-15T02:00+01:00", "2026-03-22T02:00+01:00", "2026-04-05T02:00+02:00");
  }

  @Example
  void anHourThatClocksShowTwiceCountsTwice() {
    // Clocks went from three back to two on 25 October.
    var from = berlin(2026, 11, 8, 2);

    assertThat(clocks(choose(from, hours(berlin(2026, 10, 1, 0), from))))
        .containsExactly(
            "2026-10-11T02:00+02:00",
            "2026-10-18T02:00+02:00",
            "2026-10-25T02:00+02:00",
            "2026-10-25T02:00+01:00",
            "2026-11-01T02:00+01:00");
    // Both of them, as windows of their own, look back to the one of each week before.
    var first = berlin(2026, 10, 25, 2);
    var past = hours(berlin(2026, 9, 1, 0), first);
    assertThat(clocks(choose(first.plus(HOUR), past))).isEqualTo(clocks(choose(first, past)));
  }

  @Example
  void aWindowInWhichClocksArePutBackIsNone() {
    var from = berlin(2026, 10, 25, 2).plus(Duration.ofMinutes(45));

    assertThat(
            WEEKS.choose(from, from.plus(Duration.ofMinutes(30)), List.<TimedWindow<Integer>>of()))
        .isInstanceOfSatisfying(
            SeasonalChoice.Inconclusive.class,
            choice -> assertThat(choice.missing()).startsWith("clocks are put back in the window"));
  }

  @Example
  void tooFewSeasonsAreSaidAndWhenThereWillBeEnough() {
    var from = berlin(2026, 6, 24, 8);

    var choice = choose(from, hours(berlin(2026, 6, 17, 8), from));

    assertThat(choice)
        .isEqualTo(
            new SeasonalChoice.Inconclusive<>(
                "1 of the last 4 seasons have the same hours, 3 are asked for",
                Optional.of(berlin(2026, 7, 8, 8))));
    assertThat(
            clocks(
                choose(
                    berlin(2026, 7, 8, 8), hours(berlin(2026, 6, 17, 8), berlin(2026, 7, 8, 8)))))
        .hasSize(3);
  }

  @Example
  void aSeasonOfWhichTooLittleWasRecordedIsMissing() {
    var from = berlin(2026, 6, 24, 8);
    var past = hours(berlin(2026, 5, 1, 0), from);
    var half = Duration.ofMinutes(20);
    past.removeIf(window -> window.from().equals(berlin(2026, 6, 17, 8)));
    past.add(new TimedWindow<>(berlin(2026, 6, 17, 8), berlin(2026, 6, 17, 8).plus(half), -1));

    assertThat(clocks(choose(from, past))).hasSize(3).doesNotContain("2026-06-17T08:00+02:00");
  }

  @Property(tries = 200)
  void whatIsChosenHasTheSameClockWhateverTheOrder(
      @ForAll @IntRange(max = 400 * 24) int hour, @ForAll @IntRange(min = 1, max = 9) int days) {
    var from = berlin(2026, 1, 1, 0).plus(HOUR.multipliedBy(hour));
    var past = hours(from.minus(Duration.ofDays(40)), from.plus(Duration.ofDays(2)));
    var reference = new SeasonalReference(days, 4, 1, BERLIN);

    var choice = reference.choose(from, from.plus(HOUR), past);
    Collections.shuffle(past, new Random(hour));

    assertThat(reference.choose(from, from.plus(HOUR), past)).isEqualTo(choice);
    int clock = ZonedDateTime.ofInstant(from, BERLIN).getHour();
    assertThat(((SeasonalChoice.Reference<Integer>) choice).windows())
        .hasSizeBetween(3, 5)
        .allSatisfy(window -> {
          assertThat(ZonedDateTime.ofInstant(window.from(), BERLIN).getHour()).isEqualTo(clock);
          assertThat(window.to()).isBeforeOrEqualTo(from);
        });
  }

  @Example
  void refusesWhatIsNoSeason() {
    assertThatThrownBy(() -> new SeasonalReference(0, 4, 3, BERLIN))
        .hasMessage("days: a season has up to 400 days, not 0");
    assertThatThrownBy(() -> new SeasonalReference(7, 2, 3, BERLIN))
        .hasMessage("minimum: 3 of 2 seasons cannot be asked for");
    var from = Instant.EPOCH;
    assertThatThrownBy(() -> WEEKS.choose(from, from, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WEEKS.choose(from, from.plus(Duration.ofDays(8)), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimedWindow<>(from, from, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Values that follow the hour of the day, and the weekend. */
  private static double[] rows(Random random, Instant at, int rows) {
    var clock = at.atZone(ZoneOffset.UTC);
    double level =
        Math.sin(2 * Math.PI * clock.getHour() / 24)
            + (clock.getDayOfWeek().getValue() > 5 ? 1 : 0);
    return IntStream.range(0, rows).mapToDouble(i -> level + random.nextGaussian()).toArray();
  }

  /** How often hours of a week are called what, against everything and against their season. */
  private record Called(int driftOfAll, int driftOfSeason, int stableOfSeason) {}

  private static Called week(int rows, int step, double moved, int weeks) {
    int all = 0;
    int season = 0;
    int stable = 0;
    var monday = Instant.parse("2026-06-01T00:00:00Z");
    var reference = new SeasonalReference(7, 4, 3, ZoneOffset.UTC);
    for (int week = 0; week < weeks; week++) {
      var random = Replicates.random(week);
      var past = new ArrayList<TimedWindow<double[]>>();
      for (var at = monday.minus(Duration.ofDays(28)); at.isBefore(monday); at = at.plus(HOUR)) {
        past.add(new TimedWindow<>(at, at.plus(HOUR), rows(random, at, rows)));
      }
      var everything = sample(past);
      for (int hour = 0; hour < 168; hour += step) {
        var from = monday.plus(HOUR.multipliedBy(hour));
        double[] now = Arrays.stream(rows(random, from, rows)).map(x -> x + moved).toArray();
        var choice =
            (SeasonalChoice.Reference<double[]>) reference.choose(from, from.plus(HOUR), past);
        var verdict = verdict(sample(choice.windows()), now);
        all += verdict(everything, now) instanceof DriftVerdict.Drift ? 1 : 0;
        season += verdict instanceof DriftVerdict.Drift ? 1 : 0;
        stable += verdict instanceof DriftVerdict.Stable ? 1 : 0;
      }
    }
    return new Called(all, season, stable);
  }

  private static NumericSample sample(List<TimedWindow<double[]>> windows) {
    return NumericSample.of(
        windows.stream().flatMapToDouble(window -> Arrays.stream(window.sample())).toArray());
  }

  private static DriftVerdict verdict(NumericSample reference, double[] now) {
    var column = new Column.Numbers("x", reference, NumericSample.of(now));
    return DriftRule.USUAL.judge(List.of(column)).getFirst().values();
  }

  @Test
  void dayAndNightAreNoDriftWhereTheyAreComparedWithThemselves() {
    var called = week(60, 21, 0, 1);

    assertThat(called.driftOfAll()).isGreaterThan(3);
    assertThat(called.driftOfSeason()).isLessThanOrEqualTo(Replicates.atMost(0.05, 8));
  }

  @Tag("soak")
  @Test
  void tableOfWeeks() {
    int weeks = Replicates.times(10);
    int looks = 168 * weeks;
    try (var table =
        SimulatedTable.of(
            "drift-of-seasons",
            "moved by",
            "rows an hour",
            "Drift, against everything",
            "against its season",
            "Stable, against its season")) {
      for (double moved : new double[] {0, 0.5}) {
        for (int rows : new int[] {100, 400}) {
          var called = week(rows, 1, moved, weeks);
          table.row(
              String.format(
                  Locale.ROOT,
                  "%.1f | %d | %s | %s | %s",
                  moved,
                  rows,
                  Replicates.share(called.driftOfAll(), looks),
                  Replicates.share(called.driftOfSeason(), looks),
                  Replicates.share(called.stableOfSeason(), looks)));
          if (moved == 0) {
            assertThat(called.driftOfSeason()).isLessThanOrEqualTo(Replicates.atMost(0.05, looks));
          }
        }
      }
    }
  }
}
