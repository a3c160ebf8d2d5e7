package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often rows as a whole are called what. */
@Tag("soak")
final class VectorRuleTableTest {
  private static final int REPLICATES = Integer.getInteger("sextant.replicates", 1_000);

  /** How often, and at which distance on average. */
  private record Called(int significant, int drift, int stable, double distance) {}

  private static Called called(int replicates, Function<Random, DriftVerdict> judge) {
    int significant = 0;
    int drift = 0;
    int stable = 0;
    double distance = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var verdict = judge.apply(Replicates.random(replicate));
      if (verdict instanceof DriftVerdict.Inconclusive few && few.evidence().isEmpty()) {
        continue;
      }
      var evidence = VectorRuleTest.evidence(verdict);
      significant += evidence.inputs().getOrDefault("pValue", 1.0) <= 0.05 ? 1 : 0;
      drift += verdict instanceof DriftVerdict.Drift ? 1 : 0;
      stable += verdict instanceof DriftVerdict.Stable ? 1 : 0;
      distance += evidence.statistic();
    }
    return new Called(significant, drift, stable, distance / replicates);
  }

  @Test
  void levelWhereNothingDrifts() {
    System.out.println("| rows | columns | reference, current | p <= 0.05 | Drift | Stable |");
    for (SimulatedRows kind : SimulatedRows.values()) {
      for (int dimension : new int[] {1, 5, 50}) {
        for (int rows : new int[] {100, 500}) {
          levelOf(kind, dimension, rows, rows / 2);
        }
      }
    }
    levelOf(SimulatedRows.NORMAL, 5, 2_000, 2_000);
    levelOf(SimulatedRows.NORMAL, 50, 2_000, 2_000);
    levelOf(SimulatedRows.DIRECTIONS, 300, 500, 250);
  }

  private static void levelOf(SimulatedRows kind, int dimension, int before, int now) {
    var called =
        called(
            REPLICATES,
            random ->
                VectorRule.USUAL.judge(
                    kind.sample(random, before, dimension), kind.sample(random, now, dimension)));
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d, %d | %s | %.1f %% | %.1f %% |%n",
        kind.name().toLowerCase(Locale.ROOT),
        dimension,
        before,
        now,
        Replicates.share(called.significant(), REPLICATES),
        100.0 * called.drift() / REPLICATES,
        100.0 * called.stable() / REPLICATES);
    assertThat(called.significant()).isLessThanOrEqualTo(Replicates.atMost(0.05, REPLICATES));
  }

  @Test
  void whatDrifts() {
    System.out.println("| drift | columns | reference, current | distance | Drift | Stable |");
    for (int dimension : new int[] {1, 10, 50}) {
      for (int rows : new int[] {500, 2_000}) {
        for (double move : new double[] {0.25, 0.5}) {
          row(
              "one column moves by " + move,
              dimension,
              rows,
              random ->
                  VectorRule.USUAL.judge(
                      SimulatedRows.NORMAL.sample(random, rows, dimension),
                      SimulatedRows.moved(
                          SimulatedRows.NORMAL.sample(random, rows, dimension), move)));
        }
      }
    }
    for (SimulatedRows kind :
        new SimulatedRows[] {SimulatedRows.HEAVY, SimulatedRows.CORRELATED, SimulatedRows.COUNTS}) {
      row(
          "one column moves by 0.25, " + kind.name().toLowerCase(Locale.ROOT),
          10,
          2_000,
          random ->
              VectorRule.USUAL.judge(
                  kind.sample(random, 2_000, 10),
                  SimulatedRows.moved(kind.sample(random, 2_000, 10), 0.25)));
    }
  }

  @Test
  void whatNoColumnShows() {
    System.out.println(
        "| correlation becomes | columns | rows | distance | p <= 0.05 | Drift | Stable |");
    for (double correlation : new double[] {0.3, 0.6, 0.9}) {
      for (int dimension : new int[] {2, 10}) {
        var called =
            called(
                REPLICATES,
                random ->
                    VectorRule.USUAL.judge(
                        SimulatedRows.paired(random, 1_000, dimension, 0),
                        SimulatedRows.paired(random, 1_000, dimension, correlation)));
        System.out.printf(
            Locale.ROOT,
            "| %.1f | %d | 1000, 1000 | %.2f | %.1f %% | %.1f %% | %.1f %% |%n",
            correlation,
            dimension,
            called.distance(),
            100.0 * called.significant() / REPLICATES,
            100.0 * called.drift() / REPLICATES,
            100.0 * called.stable() / REPLICATES);
      }
    }
  }

  private static void row(
      String drift, int dimension, int rows, Function<Random, DriftVerdict> judge) {
    var called = called(REPLICATES, judge);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d, %d | %.2f | %.1f %% | %s |%n",
        drift,
        dimension,
        rows,
        rows,
        called.distance(),
        100.0 * called.drift() / REPLICATES,
        Replicates.share(called.stable(), REPLICATES));
    assertThat(called.stable()).isLessThanOrEqualTo(Replicates.atMost(0.05, REPLICATES));
  }

  @Test
  void seriesWhereNothingDrifts() {
    System.out.println("| share | rows | rows dealt | blocks dealt |");
    for (double share : new double[] {0, 0.5, 0.8}) {
      for (int rows : new int[] {1_000, 3_000}) {
        BiFunction<Boolean, Random, DriftVerdict> judge =
            (blocks, random) -> {
              var before = SimulatedRows.series(random, rows, 5, share);
              var now = SimulatedRows.series(random, rows, 5, share);
              return blocks
                  ? VectorRule.USUAL.judgeSeries(before, now)
                  : VectorRule.USUAL.judge(before, now);
            };
        var byRows = called(REPLICATES, random -> judge.apply(false, random));
        var byBlocks = called(REPLICATES, random -> judge.apply(true, random));
        System.out.printf(
            Locale.ROOT,
            "| %.1f | %d | %.1f %% | %s |%n",
            share,
            rows,
            100.0 * byRows.significant() / REPLICATES,
            Replicates.share(byBlocks.significant(), REPLICATES));
        assertThat(byBlocks.significant())
            .isLessThanOrEqualTo(Replicates.atMost(0.065, REPLICATES));
      }
    }
  }
}
