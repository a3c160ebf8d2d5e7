package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.evaluation.Units;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The metrics of a classifier on rows without labels, against what labels then show. */
final class ConfidenceBasedTest {
  private static final int SOAK = Replicates.times(400);
  private static final ConfidenceBased QUICK = new ConfidenceBased(40, 0.9, 0.05, 66);

  private static PerformanceEstimate.Band band(PerformanceEstimate estimate) {
    return switch (estimate) {
      case PerformanceEstimate.Expected(var band) -> band;
      case PerformanceEstimate.LowTrust(var band, var ignored) -> band;
      case PerformanceEstimate.Inconclusive none -> throw new AssertionError(none.missing());
    };
  }

  private static ConfidenceEstimator fit(ConfidenceBased method, ScoreWorld.Sample reference) {
    return method.fit(reference.score(), reference.positive(), reference.units());
  }

  private static PerformanceEstimate estimate(
      ConfidenceEstimator estimator, ExpectedMetric metric, ScoreWorld.Sample current) {
    return estimator.estimate(metric, current.score(), current.called(), current.units());
  }

  private static double realised(ExpectedMetric metric, ScoreWorld.Sample sample) {
    var of = metric.of(sample.labels(), sample.called(), sample.score());
    return ((Estimate.Value) of).value();
  }

  @Example
  void scoresAreReplacedOnlyWhereThatHelps() {
    var random = Replicates.random(1);
    var sharp = new ScoreWorld(2_000, 1, 0, 2.5, 0).draw(random);
    var percent = Arrays.stream(sharp.score()).map(s -> 100 * s).toArray();

    assertThat(fit(QUICK, sharp).calibrates()).isTrue();
    assertThat(QUICK.fit(percent, sharp.positive(), sharp.units()).calibrates()).isTrue();
    int calibrated = 0;
    for (int seed = 0; seed < 10; seed++) {
      var right = new ScoreWorld(1_000, 1, 0, 1, 0).draw(Replicates.random(seed));
      calibrated += fit(QUICK, right).calibrates() ? 1 : 0;
    }
    assertThat(calibrated).as("right probabilities mostly stay as they are").isLessThan(8);
  }

  @Example
  void boastfulScoresAreSeenThrough() {
    var random = Replicates.random(2);
    var estimator = fit(QUICK, new ScoreWorld(3_000, 1, 0, 2.5, 0).draw(random));
    var current = new ScoreWorld(3_000, 1, 0.5, 2.5, 0).draw(random);

    for (var metric : ExpectedMetric.values()) {
      var band = band(estimate(estimator, metric, current));
      assertThat(band.value()).isCloseTo(realised(metric, current), within(0.04));
    }
    double boasted =
        ((Estimate.Value)
                ExpectedMetric.ACCURACY.of(current.score(), current.called(), current.score()))
            .value();
    assertThat(boasted).isGreaterThan(realised(ExpectedMetric.ACCURACY, current) + 0.04);
  }

  @Example
  void scoresBeyondTheReferenceAreNotTrusted() {
    var random = Replicates.random(3);
    var estimator = fit(QUICK, new ScoreWorld(500, 1, -2, 1, 0).draw(random));
    var beyond = new ScoreWorld(500, 1, 4, 1, 0).draw(random);

    assertThat(estimate(estimator, ExpectedMetric.AUC, beyond))
        .isInstanceOf(PerformanceEstimate.LowTrust.class);
  }

  @Example
  void whatCannotBeSaidIsSaidInWords() {
    var random = Replicates.random(4);
    var few = new ScoreWorld(30, 10, 0, 1, 0).draw(random);
    var enough = new ScoreWorld(300, 1, 0, 1, 0).draw(random);
    var one = QUICK.fit(enough.score(), new boolean[300], enough.units());
    var none = Units.rows(0);

    assertThat(estimate(fit(QUICK, few), ExpectedMetric.AUC, few))
        .extracting("missing")
        .isEqualTo("the reference has 30 units, 200 are needed");
    assertThat(estimate(one, ExpectedMetric.AUC, enough))
        .extracting("missing")
        .isEqualTo("all rows of the reference are of one class");
    assertThat(
            fit(QUICK, enough)
                .estimate(ExpectedMetric.ACCURACY, new double[0], new boolean[0], none))
        .extracting("missing")
        .isEqualTo("there are no rows");
    assertThatThrownBy(() -> new ConfidenceBased(200, 1, 0.05, 1))
        .hasMessageContaining("a level of 1.0");
  }

  @Example
  void theSeedDecidesEveryDraw() {
    var sample = new ScoreWorld(300, 2, 0, 1, 0).draw(Replicates.random(5));

    assertThat(estimate(fit(QUICK, sample), ExpectedMetric.F1, sample))
        .isEqualTo(estimate(fit(QUICK, sample), ExpectedMetric.F1, sample));
  }

  /** What bands made of many windows. */
  private static final class Count {
    private int held;
    private double bias;
    private double width;
  }

  private static String name(ExpectedMetric metric) {
    return switch (metric) {
      case ACCURACY -> "accuracy";
      case PRECISION -> "precision";
      case RECALL -> "recall";
      case F1 -> "F1";
      case AUC -> "AUC";
    };
  }

  private static Map<ExpectedMetric, Count> count(
      ConfidenceBased method, ScoreWorld before, ScoreWorld now, int replicates) {
    var counts = new EnumMap<ExpectedMetric, Count>(ExpectedMetric.class);
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      var estimator = fit(method, before.draw(random));
      var current = now.draw(random);
      for (var metric : ExpectedMetric.values()) {
        var band = band(estimate(estimator, metric, current));
        var count = counts.computeIfAbsent(metric, ignored -> new Count());
        count.held += band.holds(realised(metric, current)) ? 1 : 0;
        count.bias += (band.value() - realised(metric, current)) / replicates;
        count.width += (band.high() - band.low()) / replicates;
      }
    }
    return counts;
  }

  @Test
  void bandsHoldWhatIsRealised() {
    var counts =
        count(QUICK, new ScoreWorld(500, 1, 0, 2, 0), new ScoreWorld(200, 1, 0.5, 2, 0), 20);

    counts.forEach((metric, count) ->
        assertThat(count.held)
            .as(metric.name())
            .isGreaterThanOrEqualTo(Replicates.atLeast(0.8, 20)));
  }

  @Tag("soak")
  @Test
  void bandsHoldWhatIsRealisedInManyWorlds() {
    try (var table =
        SimulatedTable.of(
            "metrics-of-a-classifier",
            "window",
            "metric",
            "realised within the band",
            "bias",
            "width")) {
      var right = soak(table, 1, 0, 1, 0, "right probabilities");
      var moved = soak(table, 1, 0.7, 1, 0, "right probabilities, rows moved");
      var sharp = soak(table, 1, 0, 2.5, 0, "boastful scores");
      var sharpMoved = soak(table, 1, 0.7, 2.5, 0, "boastful scores, rows moved");
      var users = soak(table, 5, 0.5, 1, 0, "users x 5 who differ, rows moved");
      var changed = soak(table, 1, 0, 1, 1, "what belongs to a class changed");

      for (var counts : List.of(right, moved, sharp, sharpMoved, users)) {
        counts.forEach((metric, count) ->
            assertThat(count.held)
                .as(metric.name())
                .isGreaterThanOrEqualTo(Replicates.atLeast(0.85, SOAK)));
      }
      assertThat(changed.get(ExpectedMetric.ACCURACY).held)
          .as("what cannot be seen")
          .isLessThanOrEqualTo(Replicates.atMost(0.4, SOAK));
    }
  }

  private static Map<ExpectedMetric, Count> soak(
      SimulatedTable table,
      int rows,
      double shift,
      double sharpness,
      double concept,
      String world) {
    var counts =
        count(
            new ConfidenceBased(100, 0.9, 0.05, 66),
            new ScoreWorld(1_000 / rows, rows, 0, sharpness, 0),
            new ScoreWorld(300 / rows, rows, shift, sharpness, concept),
            SOAK);
    counts.forEach((metric, count) ->
        table.row(
            String.format(
                Locale.ROOT,
                "%s | %s | %s | %+.4f | %.3f",
                world,
                name(metric),
                Replicates.share(count.held, SOAK),
                count.bias,
                count.width)));
    return counts;
  }
}
