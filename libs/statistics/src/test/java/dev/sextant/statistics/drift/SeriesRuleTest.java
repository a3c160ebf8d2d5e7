package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows that depend on those before them: dealt one by one they lie, dealt in blocks they do not.
 */
final class SeriesRuleTest {
  private static final int SOAK = Replicates.times(500);
  private static final double SMALL = 1e-6;

  /** Each value is the last one times a share, and noise; of variance 1. */
  private static double[] series(Random random, double share, int rows) {
    var series = new double[rows];
    double value = random.nextGaussian();
    for (int i = 0; i < rows; i++) {
      series[i] = value;
      value = share * value + Math.sqrt(1 - share * share) * random.nextGaussian();
    }
    return series;
  }

  /** Noise whose width is such a series, and which is not correlated itself. */
  private static double[] width(Random random, double share, int rows) {
    return Arrays.stream(series(random, share, rows))
        .map(x -> Math.exp(x) * random.nextGaussian())
        .toArray();
  }

  @Test
  void theCorrelationTimeOfASeriesIsFound() {
    var random = new Random(1);
    for (double share : new double[] {0, 0.5, 0.9}) {
      double truth = (1 + share) / (1 - share);

      assertThat(SerialDependence.time(series(random, share, 200_000)))
          .isCloseTo(truth, within(0.1 * truth));
      var seen = SerialDependence.of(series(random, share, 20_000));
      assertThat(seen.effectiveRows()).isBetween(0.7 * 20_000 / truth, 1.5 * 20_000 / truth);
    }
    assertThat(SerialDependence.time(width(random, 0.95, 50_000)))
        .as("not correlated itself")
        .isLessThan(2);
    assertThat(SerialDependence.of(width(random, 0.95, 50_000)).time()).isGreaterThan(10);
  }

  @Property(tries = 100)
  void dependenceIsAFiniteNumberOfAtLeastOne(
      @ForAll long seed, @ForAll @IntRange(max = 60) int rows) {
    var random = new Random(seed);
    double[] series = random.ints(rows, 0, 4).mapToDouble(i -> i == 3 ? Double.NaN : i).toArray();

    var seen = SerialDependence.of(series);

    assertThat(seen.time()).isBetween(1.0, Math.max(1.0, (double) seen.rows()));
    assertThat(SerialDependence.of(Arrays.stream(series).map(x -> 3 * x + 7).toArray()))
        .isEqualTo(seen);
  }

  @Property(tries = 100)
  void theDealIsTheDistanceOfWasserstein(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int block) {
    var random = new Random(seed);
    double[] reference = random.ints(4L * block, 0, 9).asDoubleStream().toArray();
    double[] current = random.ints(3L * block, 0, 9).asDoubleStream().toArray();

    assertThat(BlockDeal.of(reference, current, block, 0, 9).distance())
        .isCloseTo(
            Wasserstein.distance(NumericSample.of(reference), NumericSample.of(current)),
            within(1e-12));
  }

  /** How often each rule called drift where nothing drifts, and how often blocks were too few. */
  private record Called(int closed, int rows, int blocks, int tooFew) {}

  private static Called callsOf(boolean width, double share, int rows, int replicates) {
    // Any distance matters, so that it is the level alone that is seen.
    var rule = new SeriesRule(SMALL, 0.05, 0.05, 0);
    int closed = 0;
    int byRows = 0;
    int byBlocks = 0;
    int tooFew = 0;
    var random = new Random(5);
    for (int replicate = 0; replicate < replicates; replicate++) {
      double[] before = width ? width(random, share, rows) : series(random, share, rows);
      double[] now = width ? width(random, share, rows) : series(random, share, rows);
      double distance = KolmogorovSmirnov.distance(NumericSample.of(before), NumericSample.of(now));
      closed += KolmogorovSmirnov.asymptotic(distance, rows, rows) <= 0.05 ? 1 : 0;
      var deal = BlockDeal.of(before, now, 1, -1e9, 1e9);
      double seen = deal.distance();
      double[] dealt = deal.dealt(99, random);
      byRows += 1 + Arrays.stream(dealt).filter(d -> d >= seen).count() <= 5 ? 1 : 0;
      var verdict = rule.judge(before, now);
      byBlocks += verdict instanceof DriftVerdict.Drift ? 1 : 0;
      tooFew +=
          verdict instanceof DriftVerdict.Inconclusive(var ignored, var needed, var evidence)
                  && evidence.isEmpty()
              ? 1
              : 0;
    }
    return new Called(closed, byRows, byBlocks, tooFew);
  }

  @Test
  void rowsLieAndBlocksHoldTheirLevel() {
    int replicates = 100;

    var called = callsOf(false, 0.8, 1_500, replicates);

    assertThat(called.closed()).isGreaterThan(replicates / 3);
    assertThat(called.rows()).isGreaterThan(replicates / 3);
    assertThat(called.blocks()).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    assertThat(called.tooFew()).isLessThan(replicates / 3);
  }

  @Tag("soak")
  @Test
  void tableOfSeries() {
    try (var table =
        SimulatedTable.of(
            "level-of-series-rule",
            "series",
            "share",
            "rows",
            "Kolmogorov-Smirnov, closed form",
            "Wasserstein, rows dealt",
            "Wasserstein, blocks dealt",
            "too few blocks")) {
      for (int rows : new int[] {1_000, 4_000}) {
        for (double share : new double[] {0, 0.5, 0.7, 0.9, 0.98}) {
          row(table, false, share, rows);
        }
        row(table, true, 0.9, rows);
      }
    }
  }

  private static void row(SimulatedTable table, boolean width, double share, int rows) {
    var called = callsOf(width, share, rows, SOAK);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %.2f | %,d | %s | %s | %s | %.1f %%",
            width ? "width" : "place",
            share,
            rows,
            Replicates.share(called.closed(), SOAK),
            Replicates.share(called.rows(), SOAK),
            Replicates.share(called.blocks(), SOAK),
            100.0 * called.tooFew() / SOAK));
    // What neighbouring blocks share makes a twentieth more of the noise.
    assertThat(called.blocks()).isLessThanOrEqualTo(Replicates.atMost(0.065, SOAK));
  }

  @Test
  void aShiftOfSuchASeriesIsSeenAndNoShiftIsStable() {
    int drift = 0;
    int stable = 0;
    var random = new Random(7);
    for (int i = 0; i < 20; i++) {
      double[] before = series(random, 0.7, 3_000);
      double[] same = series(random, 0.7, 3_000);
      double[] moved = Arrays.stream(series(random, 0.7, 3_000)).map(x -> x + 1).toArray();
      drift += SeriesRule.USUAL.judge(before, moved) instanceof DriftVerdict.Drift ? 1 : 0;
      stable += SeriesRule.USUAL.judge(before, same) instanceof DriftVerdict.Stable ? 1 : 0;
    }
    assertThat(drift).isGreaterThan(17);
    assertThat(stable).isGreaterThan(17);
  }

  @Example
  void answersWithoutATest() {
    assertThat(SeriesRule.USUAL.judge(new double[] {Double.NaN}, new double[] {1}))
        .isEqualTo(new DriftVerdict.NotApplicable("a series has no values"));
    assertThat(SeriesRule.USUAL.judge(new double[50], new double[50]))
        .isEqualTo(new DriftVerdict.NotApplicable("most values of the reference are equal"));
    var huge = new Random(1).doubles(50).map(x -> (x - 0.5) * Double.MAX_VALUE * 2).toArray();
    assertThat(SeriesRule.USUAL.judge(huge, huge)).isNotInstanceOf(DriftVerdict.Drift.class);
    var slow = series(new Random(3), 0.98, 2_000);
    var random = new Random(4);
    assertThat(SeriesRule.USUAL.judge(slow, series(random, 0.98, 300)))
        .isInstanceOfSatisfying(
            DriftVerdict.Inconclusive.class,
            v -> assertThat(v.missing()).startsWith("there are 2000 and 300 rows, "));
    assertThat(SeriesRule.USUAL.judge(new double[] {1, 2}, new double[] {1, 2, 3}))
        .isInstanceOf(DriftVerdict.Inconclusive.class);
    assertThatThrownBy(() -> new SeriesRule(0, 0.05, 0.05, 0))
        .hasMessage("a distance of 0.0 cannot matter");
    assertThatThrownBy(() -> new SeriesRule(1, 0.05, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void theEvidenceNamesBlocksAndSeed() {
    var random = new Random(2);
    var verdict = SeriesRule.USUAL.judge(series(random, 0.5, 3_000), series(random, 0.5, 3_000));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            DriftVerdict.Stable.class,
            v -> {
              SortedMap<String, Double> inputs = v.evidence().inputs();
              assertThat(inputs.get("block"))
                  .isEqualTo(Math.ceil(10 * inputs.getOrDefault("correlationTime", 0.0)));
              assertThat(inputs).containsKeys("seed", "scale", "low", "high", "pValue");
            });
  }
}
