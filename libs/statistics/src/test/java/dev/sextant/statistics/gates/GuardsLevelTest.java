package dev.sextant.statistics.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra as a whole keeps its error rates, and gives none of them away where it need not. */
final class GuardsLevelTest {
  private static final int REPLICATES = 20_000;
  private static final int CANARIES = Integer.getInteger("sextant.replicates", 1_000);

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "3, 0.5", "10, 0", "10, 0.5", "10, 0.9"})
  void onTheMarginEverywhereAnyHarmIsFalse(int gates, double correlation) {
    var shares = new OneLook(gates, correlation, 1, 1).run(REPLICATES, gates);

    print(gates, correlation, "on the margin in every gate", shares);
    assertThat(shares.rolledBack()).isLessThanOrEqualTo(Replicates.atMost(0.01, REPLICATES));
    assertThat(shares.promoted()).isLessThanOrEqualTo(Replicates.atMost(0.05, REPLICATES));
    if (correlation == 0) {
      double independent = 1 - Math.pow(1 - 0.01 / gates, gates);
      assertThat(shares.rolledBack())
          .isGreaterThanOrEqualTo(Replicates.atLeast(independent, REPLICATES));
    }
    if (gates == 10 && correlation < 0.9) {
      assertThat(shares.rolledBackUndivided())
          .as("what division is for")
          .isGreaterThan(Replicates.atMost(0.01, REPLICATES));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void aBadCandidateMustDeceiveTheGateInWhichItIsBad(int gates) {
    var shares = new OneLook(gates, 0, 1, -1).run(REPLICATES, 100 + gates);

    print(gates, 0, "on the margin in one gate, better by it elsewhere", shares);
    assertThat(shares.promoted()).isLessThanOrEqualTo(Replicates.atMost(0.05, REPLICATES));
    assertThat(shares.promoted())
        .as("no rate is wasted on a correction")
        .isGreaterThanOrEqualTo(Replicates.atLeast(0.05, REPLICATES));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void equalCandidatesPassAsOftenAsEveryGateSeesIt(int gates) {
    var shares = new OneLook(gates, 0, 0, 0).run(REPLICATES, 200 + gates);

    print(gates, 0, "equal", shares);
    double each =
        Trial.NORMAL.cumulativeProbability(4 - Trial.NORMAL.inverseSurvivalProbability(0.05));
    double all = Math.pow(each, gates);
    assertThat(shares.promoted())
        .isBetween(Replicates.atLeast(all, REPLICATES), Replicates.atMost(all, REPLICATES));
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
    var oneOnTheMargin = row("errors on the margin", new SimulatedCanary(0.01, 0.01, 0));
    var allOnTheMargin = row("all on the margin", new SimulatedCanary(0.01, 0.01, 0.01));
    var equal = row("equal", new SimulatedCanary(0, 0, 0));
    var better = row("better by half", new SimulatedCanary(-0.01, -0.01, -0.01));
    var worse = row("errors +3 %", new SimulatedCanary(0.03, 0.03, 0));
    var night = row("errors +10 % at night alone", new SimulatedCanary(0, 0.1, 0));
    var bitOfNight = row("errors +2 % at night alone", new SimulatedCanary(0, 0.02, 0));

    for (var onTheMargin : new Count[] {oneOnTheMargin, allOnTheMargin}) {
      assertThat(onTheMargin.promoted).isLessThanOrEqualTo(Replicates.atMost(0.05, CANARIES));
      assertThat(onTheMargin.rolledBack).isLessThanOrEqualTo(Replicates.atMost(0.01, CANARIES));
    }
    assertThat(equal.rolledBack).isLessThanOrEqualTo(Replicates.atMost(0.01, CANARIES));
    assertThat(better.promoted).isGreaterThan(CANARIES * 9 / 10);
    assertThat(worse.rolledBack).isGreaterThan(CANARIES * 9 / 10);
    assertThat(night.rolledBack).isGreaterThan(CANARIES * 9 / 10);
    assertThat(bitOfNight.promoted).as("what a slice that proves nothing lets pass").isPositive();
  }

  /** What became of many candidates of one kind. */
  private static final class Count {
    private int promoted;
    private int rolledBack;
    private long looks;
  }

  private static Count row(String title, SimulatedCanary canary) {
    var count = count(canary, CANARIES);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %.1f |%n",
        title,
        Replicates.share(count.promoted, CANARIES),
        Replicates.share(count.rolledBack, CANARIES),
        (double) count.looks / CANARIES);
    return count;
  }

  private static Count count(SimulatedCanary canary, int replicates) {
    var count = new Count();
    for (int seed = 0; seed < replicates; seed++) {
      var end = canary.run(seed);
      count.looks += end.looks();
      switch (end.outcome()) {
        case Outcome.Promote ignored -> count.promoted++;
        case Outcome.RollBack ignored -> count.rolledBack++;
        default -> {}
      }
    }
    return count;
  }

  private static void print(int gates, double correlation, String world, OneLook.Shares shares) {
    System.out.printf(
        Locale.ROOT,
        "| %d | %.1f | %s | %s | %s | %s |%n",
        gates,
        correlation,
        world,
        Replicates.share(shares.promoted(), shares.replicates()),
        Replicates.share(shares.rolledBack(), shares.replicates()),
        Replicates.share(shares.rolledBackUndivided(), shares.replicates()));
  }
}
