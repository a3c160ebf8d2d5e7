package dev.sextant.statistics.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether generations grow. */
final class GenerationTrendTest {
  private static final int SOAK = Replicates.times(10_000);
  private static final GenerationTrend TREND = new GenerationTrend(0.01, 0.05);

  @Example
  void fewGenerationsSayNothing() {
    assertThat(TREND.judge(new double[] {0.1, 0.5, 0.9}))
        .isEqualTo(
            new GenerationTrend.Result.Inconclusive(
                "3 generations show no trend at this rate, 4 are the least that could",
                OptionalInt.of(1),
                Optional.empty()));
    assertThat(new GenerationTrend(0, 0.01).judge(new double[0]))
        .extracting("needed")
        .isEqualTo(OptionalInt.of(5));
    assertThat(TREND.judge(new double[] {0.1, 0.2, 0.3, 0.4}))
        .isInstanceOf(GenerationTrend.Result.Growing.class);
    assertThatThrownBy(() -> new GenerationTrend(-1, 0.05)).hasMessageContaining("be tested");
    assertThatThrownBy(() -> TREND.judge(new double[] {Double.NaN})).hasMessageContaining("is NaN");
  }

  /** The slopes of scipy's theilslopes, whose bounds are by a normal law and so not compared. */
  @Example
  void theSlopeIsTheMedianOfAllPairs() {
    double[] metric = {0.10, 0.12, 0.11, 0.15, 0.19, 0.18, 0.24};

    var growing = (GenerationTrend.Result.Growing) TREND.judge(metric);

    assertThat(growing.evidence().statistic()).isCloseTo(0.0233333333, within(1e-9));
    assertThat(growing.evidence().bound()).isBetween(0.01, 0.0233);
  }

  @Property
  void turnedRoundItFalls(@ForAll long seed, @ForAll @IntRange(min = 4, max = 12) int count) {
    double[] metric = new Random(seed).doubles(count).toArray();
    double[] turned = Arrays.stream(metric).map(m -> -m).toArray();
    var test = new GenerationTrend(0, 0.05);

    if (test.judge(metric) instanceof GenerationTrend.Result.Growing) {
      assertThat(test.judge(turned)).isInstanceOf(GenerationTrend.Result.Steady.class);
    }
  }

  @Property
  void whereItStartsDoesNotMatter(
      @ForAll long seed, @ForAll @DoubleRange(min = -8, max = 8) double start) {
    // Eighths, so that adding rounds nothing.
    double[] metric = new Random(seed).ints(8, 0, 64).mapToDouble(n -> n / 8.0).toArray();
    double from = Math.rint(start);

    var moved = TREND.judge(Arrays.stream(metric).map(m -> m + from).toArray());

    assertThat(moved).isEqualTo(TREND.judge(metric));
  }

  /** Noise of one generation. */
  private interface Noise {
    double next(Random random, double last);
  }

  private static int[] count(int generations, double slope, Noise noise, int replicates) {
    var counts = new int[2];
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      var metric = new double[generations];
      double last = noise.next(random, 0);
      for (int i = 0; i < generations; i++) {
        metric[i] = slope * i + 0.02 * last;
        last = noise.next(random, last);
      }
      switch (TREND.judge(metric)) {
        case GenerationTrend.Result.Growing ignored -> counts[0]++;
        case GenerationTrend.Result.Steady ignored -> counts[1]++;
        case GenerationTrend.Result.Inconclusive ignored -> {}
      }
    }
    return counts;
  }

  private static void everyLength(SimulatedTable table, int replicates) {
    Noise normal = (random, last) -> random.nextGaussian();
    Noise wild = (random, last) -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
    Noise keeps = (random, last) -> 0.5 * last + Math.sqrt(0.75) * random.nextGaussian();
    for (int generations : new int[] {4, 6, 10, 20}) {
      int[] edge = count(generations, TREND.matters(), normal, replicates);
      int[] wildEdge = count(generations, TREND.matters(), wild, replicates);
      int[] keeping = count(generations, TREND.matters(), keeps, replicates);
      int[] grows = count(generations, 0.03, normal, replicates);
      int[] none = count(generations, 0, normal, replicates);
      table.row(
          String.format(
              Locale.ROOT,
              "%d | %s | %s | %s | %s | %s",
              generations,
              Replicates.share(edge[0], replicates),
              Replicates.share(wildEdge[0], replicates),
              Replicates.share(keeping[0], replicates),
              Replicates.share(grows[0], replicates),
              Replicates.share(none[1], replicates)));
      for (int[] counts : new int[][] {edge, wildEdge}) {
        assertThat(counts[0]).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
        assertThat(counts[1]).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
      }
    }
  }

  @Test
  void itErrsAsSeldomAsItSays() {
    everyLength(SimulatedTable.forgotten(), 2_000);
  }

  @Tag("soak")
  @Test
  void itErrsAsSeldomAsItSaysInManySamples() {
    try (var table =
        SimulatedTable.of(
            "trends-of-generations",
            "generations",
            "normal noise",
            "Cauchy noise",
            "noise of which half stays",
            "growing where it grows",
            "steady where it does not")) {
      everyLength(table, SOAK);
    }
  }
}
