package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
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
  private static final int SOAK = Integer.getInteger("sextant.replicates", 1_000);
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final int DAYS = 40;
  private static final int A_DAY = 200;
  private static final double RATE = 0.1;

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
  private record Distance(double bias, double root, double cohorts) {}

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
      String title, Predicate<LabelMaturity.Cohort> counts, Delays delays, int replicates) {
    var error = error(counts, delays, replicates);
    System.out.printf(
        Locale.ROOT,
        "| %.0f and %.0f | %s | %+.2f %% | %.2f %% | %.1f |%n",
        delays.events(),
        delays.others(),
        title,
        100 * error.bias(),
        100 * error.root(),
        error.cohorts());
    return error;
  }

  private static Predicate<LabelMaturity.Cohort> by(LabelMaturity maturity) {
    return cohort -> maturity.isMature(cohort, NOW);
  }

  private static void everyRule(int replicates) {
    // A share of next to nothing counts every label that has come.
    var all = by(new LabelMaturity(1e-9, Duration.ZERO));
    var nine = by(new LabelMaturity(0.9, Duration.ofDays(30)));
    var most = by(new LabelMaturity(0.98, Duration.ofDays(30)));
    var horizon = by(new LabelMaturity(1, Duration.ofDays(30)));
    // A cohort that is complete early is one with few events.
    Predicate<LabelMaturity.Cohort> age =
        cohort -> !NOW.isBefore(cohort.end().plus(Duration.ofDays(30)));
    for (var delays : new Delays[] {new Delays(2, 2), new Delays(6, 2), new Delays(6, 1)}) {
      var early = row("every label", all, delays, replicates);
      row("90 % or 30 days", nine, delays, replicates);
      row("98 % or 30 days", most, delays, replicates);
      var late = row("all or 30 days", horizon, delays, replicates);

      var aged = row("30 days old", age, delays, replicates);

      assertThat(aged.bias()).isBetween(-0.002, 0.002);
      assertThat(late.bias()).isBetween(-0.004, 0.004);
      if (delays.events() > delays.others()) {
        assertThat(early.bias()).isLessThan(-0.008);
      }
    }
  }

  @Test
  void immatureCohortsLieAboutLateEvents() {
    var late = new Delays(6, 2);
    var horizon = by(new LabelMaturity(1, Duration.ofDays(30)));
    var every = by(new LabelMaturity(1e-9, Duration.ZERO));

    assertThat(error(every, late, 20).bias()).isLessThan(-0.008);
    assertThat(error(horizon, late, 20).bias()).isBetween(-0.006, 0.006);
  }

  @Tag("soak")
  @Test
  void biasOfManySamples() {
    everyRule(SOAK);
  }
}
