package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What is awaited is named with a number and a time: labels that mature, units that come. */
final class WaitingTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final LabelMaturity MATURITY = new LabelMaturity(0.9, Duration.ofHours(24));

  private static LabelMaturity.Cohort cohort(int hoursAgo, long predictions, long labelled) {
    return new LabelMaturity.Cohort(NOW.minus(Duration.ofHours(hoursAgo)), predictions, labelled);
  }

  @Example
  void aCohortIsJudgedWholeOrNotAtAll() {
    var old = cohort(24, 100, 10);
    var complete = cohort(1, 100, 90);
    var early = cohort(23, 100, 89);
    var empty = cohort(48, 0, 0);

    assertThat(MATURITY.mature(List.of(old, complete, early, empty), NOW))
        .containsExactly(old, complete);
  }

  @Example
  void missingLabelsHaveANumberAndATime() {
    var cohorts = List.of(cohort(30, 100, 50), cohort(20, 100, 40), cohort(10, 100, 30));

    assertThat(MATURITY.missing(cohorts, 50, NOW)).isEmpty();
    var next = MATURITY.missing(cohorts, 60, NOW).orElseThrow();
    assertThat(next.missing()).isEqualTo("50 labels are mature, 60 are needed");
    assertThat(next.needed()).hasValue(10);
    assertThat(next.eta()).hasValue(Duration.ofHours(4));
    assertThat(MATURITY.missing(cohorts, 120, NOW).orElseThrow().eta())
        .hasValue(Duration.ofHours(14));
    assertThat(MATURITY.missing(cohorts, 121, NOW).orElseThrow().eta()).isEmpty();
    assertThatThrownBy(() -> cohort(1, 5, 6)).hasMessage("6 of 5 predictions cannot be labelled");
  }

  @Property
  void independentUnitsAreForecastBySquares(
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double share) {
    Duration hour = Duration.ofHours(1);
    var earlier = new Forecast.Look(1_000, 0.02, hour);
    var last = new Forecast.Look(4_000, 0.01, hour.multipliedBy(4));

    var forecast = (Forecast.Expected) Forecast.until(0.01 * share, earlier, last);

    double units = 4_000 / (share * share) - 4_000;
    assertThat((double) forecast.units()).isCloseTo(units, within(1.0 + 1e-6 * units));
    assertThat((double) forecast.time().toMillis())
        .isCloseTo(units / 1_000 * hour.toMillis(), within(10.0 + 1e-6 * units * 3_600));
  }

  @Example
  void returningUsersLeaveAFloor() {
    // The squared error is 1e-4 + 1 / units.
    var earlier = new Forecast.Look(5_000, Math.sqrt(3e-4), Duration.ofHours(1));
    var last = new Forecast.Look(10_000, Math.sqrt(2e-4), Duration.ofHours(2));

    var near = (Forecast.Expected) Forecast.until(Math.sqrt(1.5e-4), earlier, last);
    var beyond = (Forecast.Never) Forecast.until(0.0099, earlier, last);

    assertThat((double) near.units()).isCloseTo(10_000, within(2.0));
    assertThat(near.time().toMinutes()).isBetween(119L, 120L);
    assertThat(beyond.floor()).isCloseTo(0.01, within(1e-9));
  }

  @Example
  void aForecastNeedsTwoLooksOfWhichTheLastIsBetter() {
    var look = new Forecast.Look(5_000, 0.02, Duration.ofHours(1));
    var worse = new Forecast.Look(6_000, 0.03, Duration.ofHours(2));

    assertThat(Forecast.until(0.02, look, look)).isEqualTo(new Forecast.Expected(0, Duration.ZERO));
    assertThat(Forecast.until(0.01, look, look)).isInstanceOf(Forecast.Unknown.class);
    assertThat(Forecast.until(0.01, look, worse))
        .isEqualTo(new Forecast.Unknown("the error did not fall between the looks"));
    assertThat(Forecast.until(0, look, worse)).isInstanceOf(Forecast.Unknown.class);
    assertThatThrownBy(() -> new Forecast.Look(0, 1, Duration.ZERO))
        .hasMessage("0.0 units with a standard error of 1.0 after PT0S are no look");
  }
}
