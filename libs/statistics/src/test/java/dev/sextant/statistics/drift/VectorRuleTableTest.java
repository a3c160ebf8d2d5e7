package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often rows as a whole are called what. */
@Tag("soak")
final class VectorRuleTableTest {
  private static final int OF_LEVELS = Replicates.times(600);
  private static final int OF_LARGE = Replicates.times(200);
  private static final int OF_POWER = Replicates.times(100);
  private static final int OF_SERIES = Replicates.times(400);

  /** Of three columns that move by a quarter of a standard deviation together. */
  private static final double THIRD = 0.25 / Math.sqrt(3);

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
    int significant = 0;
    int significantOfMore = 0;
    int worlds = 0;
    try (var table =
        SimulatedTable.of(
            "level-of-vector-rule",
            "rows",
            "columns",
            "p <= 0.05 at 100 against 50",
            "at 500 against 250",
            "Drift there",
            "Stable there")) {
      for (SimulatedRows kind : SimulatedRows.values()) {
        for (int dimension : new int[] {1, 5, 50}) {
          if (!kind.vary(dimension)) {
            continue;
          }
          var few = nothingDrifts(kind, dimension, 100, 50, OF_LEVELS);
          var more = nothingDrifts(kind, dimension, 500, 250, OF_LEVELS);
          table.row(
              String.join(
                  " | ",
                  kind.label(),
                  Integer.toString(dimension),
                  Replicates.share(few.significant(), OF_LEVELS),
                  Replicates.share(more.significant(), OF_LEVELS),
                  Replicates.share(more.drift(), OF_LEVELS),
                  Replicates.share(more.stable(), OF_LEVELS)));
          significant += few.significant();
          significantOfMore += more.significant();
          worlds++;
        }
      }
      // All begin with the same numbers, so that there is no interval.
      table.row(
          String.format(
              Locale.ROOT,
              "all | | %.1f %% | %.1f %% | |",
              100.0 * significant / worlds / OF_LEVELS,
              100.0 * significantOfMore / worlds / OF_LEVELS));
    }
  }

  @Test
  void levelWithMoreRows() {
    try (var table =
        SimulatedTable.of(
            "level-of-vector-rule-with-more-rows",
            "rows",
            "columns",
            "reference, current",
            "p <= 0.05",
            "Drift",
            "Stable")) {
      levelOf(table, SimulatedRows.NORMAL, 5, 2_000, 2_000);
      levelOf(table, SimulatedRows.NORMAL, 50, 2_000, 2_000);
      levelOf(table, SimulatedRows.DIRECTIONS, 300, 500, 250);
    }
  }

  private static void levelOf(
      SimulatedTable table, SimulatedRows kind, int dimension, int before, int now) {
    var called = nothingDrifts(kind, dimension, before, now, OF_LARGE);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %d | %d, %d | %s | %s | %s",
            kind.label(),
            dimension,
            before,
            now,
            Replicates.share(called.significant(), OF_LARGE),
            Replicates.share(called.drift(), OF_LARGE),
            Replicates.share(called.stable(), OF_LARGE)));
  }

  private static Called nothingDrifts(
      SimulatedRows kind, int dimension, int before, int now, int replicates) {
    var called =
        called(
            replicates,
            random ->
                VectorRule.USUAL.judge(
                    kind.sample(random, before, dimension), kind.sample(random, now, dimension)));
    assertThat(called.significant()).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    return called;
  }

  @Test
  void whatDrifts() {
    try (var table =
        SimulatedTable.of(
            "power-of-vector-rule",
            "drift",
            "columns",
            "reference, current",
            "distance",
            "Drift",
            "Stable")) {
      for (int dimension : new int[] {1, 10, 50}) {
        for (int rows : new int[] {500, 2_000}) {
          for (double move : new double[] {0.25, 0.5}) {
            moved(
                table,
                "one column moves by " + move,
                SimulatedRows.NORMAL,
                dimension,
                rows,
                sample -> SimulatedRows.moved(sample, move));
          }
        }
      }
      for (SimulatedRows kind :
          new SimulatedRows[] {
            SimulatedRows.HEAVY, SimulatedRows.CORRELATED, SimulatedRows.COUNTS
          }) {
        moved(
            table,
            "one column moves by 0.25, " + kind.label(),
            kind,
            10,
            2_000,
            sample -> SimulatedRows.moved(sample, 0.25));
      }
      moved(
          table,
          "one column moves by 0.25",
          SimulatedRows.NORMAL,
          10,
          4_000,
          sample -> SimulatedRows.moved(sample, 0.25));
      moved(
          table,
          "three columns move by 0.25 together",
          SimulatedRows.NORMAL,
          10,
          4_000,
          sample -> SimulatedRows.moved(sample, THIRD, THIRD, THIRD));
    }
  }

  private static void moved(
      SimulatedTable table,
      String drift,
      SimulatedRows kind,
      int dimension,
      int rows,
      UnaryOperator<VectorSample> move) {
    var called =
        called(
            OF_POWER,
            random ->
                VectorRule.USUAL.judge(
                    kind.sample(random, rows, dimension),
                    move.apply(kind.sample(random, rows, dimension))));
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %d | %d, %d | %.2f | %s | %s",
            drift,
            dimension,
            rows,
            rows,
            called.distance(),
            Replicates.share(called.drift(), OF_POWER),
            Replicates.share(called.stable(), OF_POWER)));
    assertThat(called.stable()).isLessThanOrEqualTo(Replicates.atMost(0.05, OF_POWER));
  }

  @Test
  void whatNoColumnShows() {
    try (var table =
        SimulatedTable.of(
            "power-of-vector-rule-for-correlations",
            "correlation becomes",
            "columns",
            "reference, current",
            "distance",
            "p <= 0.05",
            "Drift",
            "Stable")) {
      for (double correlation : new double[] {0.3, 0.6, 0.9}) {
        for (int dimension : new int[] {2, 10}) {
          var called =
              called(
                  OF_POWER,
                  random ->
                      VectorRule.USUAL.judge(
                          SimulatedRows.paired(random, 1_000, dimension, 0),
                          SimulatedRows.paired(random, 1_000, dimension, correlation)));
          table.row(
              String.format(
                  Locale.ROOT,
                  "%.1f | %d | 1000, 1000 | %.2f | %s | %s | %s",
                  correlation,
                  dimension,
                  called.distance(),
                  Replicates.share(called.significant(), OF_POWER),
                  Replicates.share(called.drift(), OF_POWER),
                  Replicates.share(called.stable(), OF_POWER)));
        }
      }
    }
  }

  @Test
  void seriesWhereNothingDrifts() {
    try (var table =
        SimulatedTable.of(
            "level-of-vector-rule-on-series", "share", "rows", "rows dealt", "blocks dealt")) {
      for (double share : new double[] {0, 0.5, 0.8}) {
        for (int rows : new int[] {1_000, 3_000}) {
          var byRows = ofSeries(share, rows, VectorRule.USUAL::judge);
          var byBlocks = ofSeries(share, rows, VectorRule.USUAL::judgeSeries);
          table.row(
              String.format(
                  Locale.ROOT,
                  "%.1f | %,d | %s | %s",
                  share,
                  rows,
                  Replicates.share(byRows.significant(), OF_SERIES),
                  Replicates.share(byBlocks.significant(), OF_SERIES)));
          assertThat(byBlocks.significant())
              .isLessThanOrEqualTo(Replicates.atMost(0.065, OF_SERIES));
        }
      }
    }
  }

  private static Called ofSeries(
      double share, int rows, BiFunction<VectorSample, VectorSample, DriftVerdict> judge) {
    return called(
        OF_SERIES,
        random ->
            judge.apply(
                SimulatedRows.series(random, rows, 5, share),
                SimulatedRows.series(random, rows, 5, share)));
  }
}
