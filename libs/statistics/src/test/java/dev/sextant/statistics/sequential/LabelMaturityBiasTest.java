package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What counting labels before their cohort is mature does to a rate whose events come late. */
final class LabelMaturityBiasTest {
  private static final int SOAK = Replicates.times(2_000);
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final int DAYS = 40;
  private static final int A_DAY = 200;
  private static final double RATE = 0.1;
  private static final Duration HORIZON = Duration.ofDays(30);

  // A share of next to nothing counts every label that has come.
  private static final Predicate<LabelMaturity.Cohort> EVERY =
      by(new LabelMaturity(1e-9, Duration.ZERO));
  private static final Predicate<LabelMaturity.Cohort> WHOLE = by(new LabelMaturity(1, HORIZON));

  /** When events and other labels come, in days on average (exponentially). */
  private record Delays(double events, double others) {}

  /** Of one day: predictions, labels so far, events so far. */
  private record Day(LabelMaturity.Cohort cohort, long events) {}

  private static List<Day> draw(Random random, Delays delays) {
    var days = new ArrayList<Day>();
    for (int age = 1; age <= DAYS; age++) {
      long labelled = 0;
      long events = 0;
      for (int prediction = 0; prediction < A_DAY; prediction++) {
        boolean event = random.nextDouble() < RATE;
        double delay = event ? delays.events() : delays.others();
        if (-delay * Math.log(1 - random.nextDouble()) <= age) {
          labelled++;
          events += event ? 1 : 0;
        }
      }
      var end = NOW.minus(Duration.ofDays(age - 1L));
      days.add(new Day(new LabelMaturity.Cohort(end, A_DAY, labelled), events));
    }
    return days;
  }

  /**
   * Mean and root of the mean square of the distance from the truth, and the cohorts that count.
   */
  private record Distance(double bias, double root, double cohorts) {
    /** What the bias of so many samples does not stray by. */
    double chance() {
      return 4 * root / Math.sqrt(SOAK);
    }
  }

  private static Distance error(
      Predicate<LabelMaturity.Cohort> counts, Delays delays, int replicates) {
    double bias = 0;
    double squares = 0;
    double cohorts = 0;
    for (int seed = 0; seed < replicates; seed++) {
      long labelled = 0;
      long events = 0;
      for (var day : draw(Replicates.random(seed), delays)) {
        if (counts.test(day.cohort())) {
          labelled += day.cohort().labelled();
          events += day.events();
          cohorts += 1.0 / replicates;
        }
      }
      double distance = (double) events / labelled - RATE;
      bias += distance / replicates;
      squares += distance * distance / replicates;
    }
    return new Distance(bias, Math.sqrt(squares), cohorts);
  }

  private static Distance row(
      SimulatedTable table, String title, Predicate<LabelMaturity.Cohort> counts, Delays delays) {
    var error = error(counts, delays, SOAK);
    table.row(
        String.format(
            Locale.ROOT,
            "%.0f and %.0f | %s | %+.2f %% | %.2f %% | %.1f",
            delays.events(),
            delays.others(),
            title,
            100 * error.bias(),
            100 * error.root(),
            error.cohorts()));
    return error;
  }

  private static Predicate<LabelMaturity.Cohort> by(LabelMaturity maturity) {
    return cohort -> maturity.isMature(cohort, NOW);
  }

  private static void everyRule(SimulatedTable table, Delays delays) {
    var early = row(table, "every label", EVERY, delays);
    row(table, "90 % of the day, or 30 days", by(new LabelMaturity(0.9, HORIZON)), delays);
    var most =
        row(table, "98 % of the day, or 30 days", by(new LabelMaturity(0.98, HORIZON)), delays);
    var late = row(table, "the whole day, or 30 days", WHOLE, delays);
    // A cohort that is complete early is one with few events.
    var aged =
        row(table, "30 days old", cohort -> !NOW.isBefore(cohort.end().plus(HORIZON)), delays);

    assertThat(aged.bias()).isCloseTo(0, within(0.001 + aged.chance()));
    assertThat(late.bias()).isCloseTo(0, within(0.002 + late.chance()));
    assertThat(early.bias()).isLessThan(-0.008 + early.chance());
    assertThat(Math.abs(most.bias())).as("less than the noise of age").isLessThan(aged.root());
  }

  @Test
  void immatureCohortsLieAboutLateEvents() {
    var late = new Delays(6, 2);

    assertThat(error(EVERY, late, 20).bias()).isLessThan(-0.008);
    assertThat(error(WHOLE, late, 20).bias()).isBetween(-0.006, 0.006);
  }

  @Tag("soak")
  @Test
  void biasOfManySamples() {
    try (var table =
        SimulatedTable.of(
            "bias-of-immature-labels",
            "delays",
            "counted",
            "bias",
            "root of the mean square",
            "days")) {
      var alike = row(table, "every label", EVERY, new Delays(2, 2));
      assertThat(alike.bias()).isCloseTo(0, within(0.001 + alike.chance()));
      everyRule(table, new Delays(6, 2));
      everyRule(table, new Delays(6, 1));
    }
  }
}
