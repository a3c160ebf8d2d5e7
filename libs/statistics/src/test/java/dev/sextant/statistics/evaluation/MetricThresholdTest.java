package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.evaluation.MetricThreshold.Change;
import dev.sextant.statistics.evaluation.MetricThreshold.Direction;
import dev.sextant.statistics.evaluation.MetricThreshold.Interval;
import dev.sextant.statistics.evaluation.MetricThreshold.Reading;
import dev.sextant.statistics.evaluation.MetricThreshold.Result;
import dev.sextant.statistics.evaluation.MetricThreshold.Versus;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table of thresholds on values and changes. */
final class MetricThresholdTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static MetricThreshold value(double lower, double upper) {
    return new MetricThreshold(lower, upper, Optional.empty());
  }

  private static MetricThreshold change(Direction direction, double absolute, double relative) {
    return new MetricThreshold(-NONE, NONE, Optional.of(new Change(direction, absolute, relative)));
  }

  /** What is read when estimates are taken as they are. */
  private static Optional<Reading> estimate(double candidate, double baseline) {
    double difference = candidate - baseline;
    return Optional.of(
        new Reading(
            Interval.at(candidate),
            Optional.of(
                new Versus(
                    Interval.at(difference),
                    baseline == 0
                        ? Optional.empty()
                        : Optional.of(Interval.at(difference / baseline)))),
            1_000));
  }

  private static String name(Result result) {
    return result.getClass().getSimpleName();
  }

  @ParameterizedTest
  @CsvSource({
    "0.8, 0.9, 0.8, Passed",
    "0.8, 0.9, 0.9, Passed",
    "0.8, 0.9, 0.79, Failed",
    "0.8, 0.9, 0.91, Failed",
    "-Infinity, 0.9, -5, Passed",
    "0.8, Infinity, 5, Passed",
  })
  void valuesAreInclusive(double lower, double upper, double is, String result) {
    assertThat(name(value(lower, upper).check(estimate(is, 1), 1, false))).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    // Negative allows a loss, positive asks for a gain; both bounds must hold; equal passes.
    "HIGHER_IS_BETTER, -0.25, -Infinity, 0.5, 0.75, Passed",
    "HIGHER_IS_BETTER, -0.25, -Infinity, 0.25, 0.75, Failed",
    "HIGHER_IS_BETTER, 0.25, -Infinity, 0.75, 0.5, Passed",
    "HIGHER_IS_BETTER, 0.25, -Infinity, 0.625, 0.5, Failed",
    "HIGHER_IS_BETTER, -Infinity, 0.5, 0.75, 0.5, Passed",
    "HIGHER_IS_BETTER, -Infinity, 0.5, 0.625, 0.5, Failed",
    "HIGHER_IS_BETTER, -0.25, 0.5, 0.625, 0.5, Failed",
    "HIGHER_IS_BETTER, -Infinity, -Infinity, -9, 0.5, Passed",
    "LOWER_IS_BETTER, 0.25, Infinity, 0.75, 0.5, Passed",
    "LOWER_IS_BETTER, 0.25, Infinity, 0.875, 0.5, Failed",
    "LOWER_IS_BETTER, -0.25, Infinity, 0.25, 0.5, Passed",
    "LOWER_IS_BETTER, -0.25, Infinity, 0.375, 0.5, Failed",
    "LOWER_IS_BETTER, Infinity, 0.5, 0.75, 0.5, Passed",
    "LOWER_IS_BETTER, Infinity, 0.5, 0.875, 0.5, Failed",
    "UNKNOWN, 0, 0, 0.75, 0.5, Failed",
    // A baseline of 0 has no relative change.
    "HIGHER_IS_BETTER, -1, -Infinity, 0.75, 0, Failed",
    "LOWER_IS_BETTER, 1, Infinity, 0, 0, Failed",
  })
  void changesHaveADirection(
      Direction direction,
      double absolute,
      double relative,
      double candidate,
      double baseline,
      String result) {
    assertThat(
            name(
                change(direction, absolute, relative)
                    .check(estimate(candidate, baseline), 1, false)))
        .isEqualTo(result);
  }

  @Test
  void whatIsNotFoundFailsAndWhatIsSmallIsInconclusive() {
    var both =
        new MetricThreshold(0.5, NONE, change(Direction.HIGHER_IS_BETTER, 0, -NONE).change());
    var alone = Optional.of(new Reading(Interval.at(0.7), Optional.empty(), 1_000));

    assertThat(both.check(Optional.empty(), 1, false))
        .isEqualTo(new Result.Failed("it was not found"));
    assertThat(both.check(estimate(0.7, 0.6), 1_001, false))
        .isEqualTo(new Result.Inconclusive("it has 1000 rows, 1001 are asked for"));
    assertThat(both.check(alone, 1, false)).isEqualTo(new Result.Failed("there is no baseline"));
    assertThat(both.check(alone, 1, true)).isEqualTo(new Result.Passed());
    assertThat(
            name(
                both.check(
                    Optional.of(new Reading(Interval.at(0.4), Optional.empty(), 9)), 1, true)))
        .as("a rubber stamp is for the change alone")
        .isEqualTo("Failed");
  }

  @Test
  void theIntervalDecidesAndNotTheEstimate() {
    var threshold = value(0.8, NONE);

    assertThat(name(threshold.check(reading(0.81, 0.9), 1, false))).isEqualTo("Passed");
    assertThat(name(threshold.check(reading(0.79, 0.9), 1, false))).isEqualTo("Inconclusive");
    assertThat(name(threshold.check(reading(0.7, 0.79), 1, false))).isEqualTo("Failed");
  }

  private static Optional<Reading> reading(double low, double high) {
    return Optional.of(new Reading(new Interval(low, high), Optional.empty(), 1_000));
  }

  @Property
  void aNarrowerIntervalNeverTakesAnAnswerBack(
      @ForAll @DoubleRange(min = 0, max = 1) double low,
      @ForAll @DoubleRange(min = 0, max = 1) double width,
      @ForAll @DoubleRange(min = 0, max = 1) double inside,
      @ForAll @DoubleRange(min = 0, max = 1) double lower) {
    var threshold = value(lower, lower + 0.5);
    var wide = threshold.check(reading(low, low + width), 1, false);
    double point = low + inside * width;

    var narrow = threshold.check(reading(point, point), 1, false);

    if (!(wide instanceof Result.Inconclusive)) {
      assertThat(narrow.getClass()).isEqualTo(wide.getClass());
    }
    assertThat(narrow).isNotInstanceOf(Result.Inconclusive.class);
  }

  @Test
  void bothTogetherAreAsBadAsTheWorse() {
    Result[] byBadness = {
      new Result.Failed("it is bad"), new Result.Inconclusive("it is small"), new Result.Passed()
    };
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(MetricThreshold.and(byBadness[i], byBadness[j]))
            .isEqualTo(byBadness[Math.min(i, j)]);
      }
    }
  }

  @Test
  void whatIsNoThresholdIsRefused() {
    assertThatThrownBy(() -> value(1, 0)).hasMessage("nothing lies between 1.0 and 0.0");
    assertThatThrownBy(() -> value(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Interval(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Change(Direction.HIGHER_IS_BETTER, Double.NaN, 0))
        .hasMessage("a bound is a number");
  }
}
