package dev.sextant.statistics.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra as a whole keeps its error rates, and gives none of them away where it need not. */
final class GuardsLevelTest {
  private static final int FEW = 20_000;
  private static final int ONCE = Replicates.times(100_000);
  private static final int CANARIES = Replicates.times(500);

  private static void onTheMarginEverywhere(
      SimulatedTable table, int gates, double correlation, int replicates) {
    var shares = new OneLook(gates, correlation, 1, 1).run(replicates, gates);

    row(table, gates, correlation, "on the margin in every gate", shares);
    assertThat(shares.rolledBack()).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
    assertThat(shares.promoted()).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    if (correlation == 0) {
      double independent = 1 - Math.pow(1 - 0.01 / gates, gates);
      assertThat(shares.rolledBack())
          .isGreaterThanOrEqualTo(Replicates.atLeast(independent, replicates));
    }
    if (gates == 10 && correlation < 0.9) {
      assertThat(shares.rolledBackUndivided())
          .as("what division is for: five times the rate")
          .isGreaterThanOrEqualTo(Replicates.atLeast(5 * 0.01, replicates));
    }
  }

  private static void onTheMarginInOne(SimulatedTable table, int gates, int replicates) {
    var shares = new OneLook(gates, 0, 1, -1).run(replicates, 100 + gates);

    row(table, gates, 0, "on the margin in one gate, better by it elsewhere", shares);
    assertThat(shares.promoted()).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    assertThat(shares.promoted())
        .as("no rate is wasted on a correction")
        .isGreaterThanOrEqualTo(Replicates.atLeast(0.05, replicates));
  }

  private static void equal(SimulatedTable table, int gates, int replicates) {
    var shares = new OneLook(gates, 0, 0, 0).run(replicates, 200 + gates);

    row(table, gates, 0, "equal", shares);
    double each =
        Trial.NORMAL.cumulativeProbability(4 - Trial.NORMAL.inverseSurvivalProbability(0.05));
    double all = Math.pow(each, gates);
    assertThat(shares.promoted())
        .isBetween(Replicates.atLeast(all, replicates), Replicates.atMost(all, replicates));
  }

  private static void row(
      SimulatedTable table, int gates, double correlation, String world, OneLook.Shares shares) {
    table.row(
        String.format(
            Locale.ROOT,
            "%d | %.1f | %s | %s | %s | %s",
            gates,
            correlation,
            world,
            Replicates.share(shares.promoted(), shares.replicates()),
            Replicates.share(shares.rolledBack(), shares.replicates()),
            Replicates.share(shares.rolledBackUndivided(), shares.replicates())));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "3, 0.5", "10, 0", "10, 0.5", "10, 0.9"})
  void onTheMarginEverywhereAnyHarmIsFalse(int gates, double correlation) {
    onTheMarginEverywhere(SimulatedTable.forgotten(), gates, correlation, FEW);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void aBadCandidateMustDeceiveTheGateInWhichItIsBad(int gates) {
    onTheMarginInOne(SimulatedTable.forgotten(), gates, FEW);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void equalCandidatesPassAsOftenAsEveryGateSeesIt(int gates) {
    equal(SimulatedTable.forgotten(), gates, FEW);
  }

  @Tag("soak")
  @Test
  void gatesJudgedOnceInManyReplicates() {
    try (var table =
        SimulatedTable.of(
            "gates-judged-once",
            "gates",
            "correlation",
            "candidate",
            "promoted",
            "rolled back",
            "any harm if nothing were divided")) {
      onTheMarginEverywhere(table, 1, 0, ONCE);
      onTheMarginEverywhere(table, 3, 0, ONCE);
      onTheMarginEverywhere(table, 3, 0.5, ONCE);
      onTheMarginEverywhere(table, 10, 0, ONCE);
      onTheMarginEverywhere(table, 10, 0.5, ONCE);
      onTheMarginEverywhere(table, 10, 0.9, ONCE);
      for (int gates : new int[] {1, 3, 10}) {
        onTheMarginInOne(table, gates, ONCE);
      }
      for (int gates : new int[] {1, 3, 10}) {
        equal(table, gates, ONCE);
      }
    }
  }

  @Test
  void aCanaryJudgedAtEveryLookKeepsItsRates() {
    int replicates = 40;

    assertThat(count(new SimulatedCanary(0.01, 0.01, 0), replicates).promoted)
        .isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    assertThat(count(new SimulatedCanary(0.05, 0.05, 0), replicates).rolledBack)
        .isEqualTo(replicates);
  }

  @Tag("soak")
  @Test
  void canariesInAllKindsOfWorldsKeepTheirRates() {
    try (var table =
        SimulatedTable.of(
            "canaries-to-their-end", "candidate", "promoted", "rolled back", "looks")) {
      var oneOnTheMargin = row(table, "errors on the margin", new SimulatedCanary(0.01, 0.01, 0));
      var allOnTheMargin = row(table, "all on the margin", new SimulatedCanary(0.01, 0.01, 0.01));
      var equal = row(table, "equal", new SimulatedCanary(0, 0, 0));
      var better = row(table, "better by half", new SimulatedCanary(-0.01, -0.01, -0.01));
      var worse = row(table, "errors +3 %", new SimulatedCanary(0.03, 0.03, 0));
      var night = row(table, "errors +10 % at night alone", new SimulatedCanary(0, 0.1, 0));
      var bitOfNight = row(table, "errors +2 % at night alone", new SimulatedCanary(0, 0.02, 0));

      for (var onTheMargin : new Count[] {oneOnTheMargin, allOnTheMargin}) {
        assertThat(onTheMargin.promoted).isLessThanOrEqualTo(Replicates.atMost(0.05, CANARIES));
        assertThat(onTheMargin.rolledBack).isLessThanOrEqualTo(Replicates.atMost(0.01, CANARIES));
      }
      assertThat(equal.rolledBack).isLessThanOrEqualTo(Replicates.atMost(0.01, CANARIES));
      int most = Replicates.atLeast(0.9, CANARIES);
      assertThat(better.promoted).isGreaterThanOrEqualTo(most);
      assertThat(worse.rolledBack).isGreaterThanOrEqualTo(most);
      assertThat(night.rolledBack).isGreaterThanOrEqualTo(most);
      assertThat(bitOfNight.promoted)
          .as("what a slice that proves nothing lets pass")
          .isGreaterThanOrEqualTo(Replicates.atLeast(0.3, CANARIES));
    }
  }

  /** What became of many candidates of one kind. */
  private static final class Count {
    private int promoted;
    private int rolledBack;
    private long looks;
  }

  private static Count row(SimulatedTable table, String title, SimulatedCanary canary) {
    var count = count(canary, CANARIES);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %s | %s | %.1f",
            title,
            Replicates.share(count.promoted, CANARIES),
            Replicates.share(count.rolledBack, CANARIES),
            (double) count.looks / CANARIES));
    return count;
  }

  private static Count count(SimulatedCanary canary, int replicates) {
    var count = new Count();
    for (int seed = 0; seed < replicates; seed++) {
      var end = canary.run(Replicates.random(seed));
      count.looks += end.looks();
      switch (end.outcome()) {
        case Outcome.Promote ignored -> count.promoted++;
        case Outcome.RollBack ignored -> count.rolledBack++;
        default -> {}
      }
    }
    return count;
  }
}
