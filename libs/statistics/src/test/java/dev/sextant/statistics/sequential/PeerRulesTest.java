package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rules of progressive delivery decide in the worlds in which ours are judged. */
final class PeerRulesTest {
  private static final int SOAK = Replicates.times(400);
  private static final Set<Contestant.Kind> KINDS =
      EnumSet.of(
          Contestant.Kind.REQUESTS_Z,
          Contestant.Kind.CLUSTERS_Z,
          Contestant.Kind.FLAGGER_ABSOLUTE,
          Contestant.Kind.FLAGGER_RELATIVE,
          Contestant.Kind.ARGO_ABSOLUTE,
          Contestant.Kind.ARGO_RELATIVE,
          Contestant.Kind.RETURNING_USERS);

  @Test
  void stepsWithinTheMarginPromoteWhatStandsOnIt() {
    var world = SimulatedUsers.World.steady(0, 0.005, Contest.MARGIN, 25);

    var scores =
        Contest.run(
            world,
            4,
            EnumSet.of(Contestant.Kind.FLAGGER_RELATIVE, Contestant.Kind.RETURNING_USERS));

    var peer = scores.get(Contestant.Kind.FLAGGER_RELATIVE);
    assertThat(peer.promotions + peer.rollbacks).as("a coin that is thrown").isEqualTo(4);
    assertThat(scores.get(Contestant.Kind.RETURNING_USERS).rollbacks).isZero();
  }

  private static Map<Contestant.Kind, Contest.Score> run(
      double correlation, double rate, double effect) {
    return Contest.run(SimulatedUsers.World.steady(correlation, rate, effect, 25), SOAK, KINDS);
  }

  private static String rolledBack(Contest.Score score) {
    return Replicates.share(score.rollbacks, SOAK);
  }

  private static void world(SimulatedTable table, double correlation, double rate) {
    var onTheMargin = run(correlation, rate, Contest.MARGIN);
    var equal = run(correlation, rate, 0);
    var worse = run(correlation, rate, 0.02);
    var bad = run(correlation, rate, 0.05);
    onTheMargin.forEach((kind, score) ->
        table.row(
            String.format(
                Locale.ROOT,
                "%.1f | %.1f %% | %s | %s | %s | %s | %s | %s",
                correlation,
                100 * rate,
                kind.title,
                Replicates.share(score.promotions, SOAK),
                rolledBack(score),
                equal.get(kind).cells(SOAK),
                rolledBack(worse.get(kind)),
                rolledBack(bad.get(kind)))));

    var ours = onTheMargin.get(Contestant.Kind.RETURNING_USERS);
    assertThat(ours.promotions).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
    assertThat(ours.rollbacks).isLessThanOrEqualTo(Replicates.atMost(0.01, SOAK));
  }

  @Tag("soak")
  @Test
  void tableOfRulesInTheSameWorlds() {
    try (var table =
        SimulatedTable.of(
            "rules-of-rollouts",
            "correlation",
            "stable fails",
            "rule",
            "on the margin: promoted",
            "rolled back",
            "equal: promoted",
            "rolled back",
            "steps",
            "+2 %: rolled back",
            "+5 %: rolled back")) {
      for (double correlation : new double[] {0, 0.3}) {
        for (double rate : new double[] {0.005, 0.02}) {
          world(table, correlation, rate);
        }
      }
    }
  }
}
