package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Intervals are deterministic, cover what they should and respect units and pairs. */
final class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 0.95, 7);

  private static double[] normal(long seed, int rows, double mean, double deviation) {
    var random = new Random(seed);
    return random.doubles(rows).map(ignored -> mean + deviation * random.nextGaussian()).toArray();
  }

  private static Statistic meanOf(double[] values) {
    return PairedDifference.ofLosses(values, new double[values.length]);
  }

  private static BootstrapInterval.Bounds bounds(BootstrapInterval interval) {
    assertThat(interval).isInstanceOf(BootstrapInterval.Bounds.class);
    return (BootstrapInterval.Bounds) interval;
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Statistic mean = meanOf(normal(1, 300, 5, 2));

    var first = bounds(BOOTSTRAP.interval(mean, Units.rows(300)));
    var second = bounds(BOOTSTRAP.interval(mean, Units.rows(300)));
    var other = bounds(new Bootstrap(500, 0.95, 8).interval(mean, Units.rows(300)));

    assertThat(second).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void theIntervalOfAMeanHasTheWidthThatTheoryGives() {
    var interval = bounds(BOOTSTRAP.interval(meanOf(normal(2, 2_000, 0, 1)), Units.rows(2_000)));

    assertThat(interval.high() - interval.low())
        .isCloseTo(2 * 1.96 / Math.sqrt(2_000), within(0.015));
  }

  @Test
  void intervalsCoverTheTruthAboutAsOftenAsTheySay() {
    LongFunction<BootstrapInterval.Bounds> experiment =
        seed ->
            bounds(
                new Bootstrap(200, 0.90, seed)
                    .interval(meanOf(normal(seed, 80, 3, 1)), Units.rows(80)));

    long covered = 0;
    for (long seed = 0; seed < 300; seed++) {
      var interval = experiment.apply(seed);
      if (interval.low() <= 3 && 3 <= interval.high()) {
        covered++;
      }
    }

    assertThat(covered / 300.0).isBetween(0.84, 0.94);
  }

  @Test
  void repeatedRowsOfAUnitDoNotNarrowTheInterval() {
    double[] once = normal(3, 200, 0, 1);
    var repeated = new double[2_000];
    var unitOfRow = new int[2_000];
    for (int row = 0; row < 2_000; row++) {
      repeated[row] = once[row / 10];
      unitOfRow[row] = row / 10;
    }

    var byUnit = bounds(BOOTSTRAP.interval(meanOf(repeated), Units.of(unitOfRow)));
    var ofUnits = bounds(BOOTSTRAP.interval(meanOf(once), Units.rows(200)));
    var byRow = bounds(BOOTSTRAP.interval(meanOf(repeated), Units.rows(2_000)));

    assertThat(byUnit.low()).isCloseTo(ofUnits.low(), within(1e-9));
    assertThat(byUnit.high()).isCloseTo(ofUnits.high(), within(1e-9));
    assertThat(byRow.high() - byRow.low()).isLessThan((byUnit.high() - byUnit.low()) / 2);
  }

  @Test
  void aConstantImprovementIsSeenThroughLargeLosses() {
    double[] model = normal(4, 100, 50, 20);
    var baseline = new double[100];
    for (int i = 0; i < 100; i++) {
      baseline[i] = model[i] + 0.5;
    }

    var interval =
        bounds(BOOTSTRAP.interval(PairedDifference.ofLosses(baseline, model), Units.rows(100)));

    assertThat(interval.low()).isCloseTo(0.5, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void statisticsGivenTogetherSeeTheReplicatesTheyWouldSeeAlone() {
    Statistic one = meanOf(normal(5, 50, 1, 1));
    Statistic two = meanOf(normal(6, 50, 1, 1));

    var together = BOOTSTRAP.intervals(List.of(one, two), Units.rows(50));

    assertThat(together)
        .containsExactly(
            BOOTSTRAP.interval(one, Units.rows(50)), BOOTSTRAP.interval(two, Units.rows(50)));
  }

  @Test
  void aStatisticThatIsOftenUndefinedHasNoInterval() {
    var positive = new boolean[] {true, false, false};
    Statistic auc = BinaryMetrics.auc(positive, new double[] {0.9, 0.1, 0.2});

    var interval = BOOTSTRAP.interval(auc, Units.rows(3));

    assertThat(interval).isInstanceOf(BootstrapInterval.Unavailable.class);
    assertThat(((BootstrapInterval.Unavailable) interval).reason())
        .matches("undefined in \\d+ of 500 replicates, where .+");
  }

  @Test
  void oneUnitHasNoInterval() {
    var interval = BOOTSTRAP.interval(meanOf(new double[] {1, 2}), Units.of(new int[] {0, 0}));

    assertThat(interval)
        .isEqualTo(new BootstrapInterval.Unavailable("an interval needs at least 2 units, not 1"));
  }

  @Test
  void weightsArePoissonWithMeanAndVarianceOne() {
    double sum = 0;
    double squares = 0;
    for (int unit = 0; unit < 200_000; unit++) {
      int weight = PoissonWeights.weight(11, unit % 7, unit);
      sum += weight;
      squares += (double) weight * weight;
    }

    double mean = sum / 200_000;
    assertThat(mean).isCloseTo(1, within(0.01));
    assertThat(squares / 200_000 - mean * mean).isCloseTo(1, within(0.02));
  }

  @Test
  void unitsAreNumberedWithoutGaps() {
    assertThatThrownBy(() -> Units.of(new int[] {0, 2})).hasMessage("no row belongs to unit 1");
    assertThatThrownBy(() -> Units.of(new int[] {-1}))
        .hasMessage("units are numbered from 0, not -1");
  }
}
