package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rules of progressive delivery decide in the worlds in which ours are judged. */
final class PeerRulesTest {
  private static final int SOAK = Integer.getInteger("sextant.replicates", 1_000);
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
            1,
            EnumSet.of(Contestant.Kind.FLAGGER_RELATIVE, Contestant.Kind.RETURNING_USERS));

    var peer = scores.get(Contestant.Kind.FLAGGER_RELATIVE);
    assertThat(peer.promotions + peer.rollbacks).as("a coin that is thrown").isEqualTo(4);
    assertThat(scores.get(Contestant.Kind.RETURNING_USERS).rollbacks).isZero();
  }

  @Tag("soak")
  @Test
  void tableOfRulesInTheSameWorlds() {
    for (double correlation : new double[] {0, 0.3}) {
      for (double rate : new double[] {0.005, 0.02}) {
        var onTheMargin = SimulatedUsers.World.steady(correlation, rate, Contest.MARGIN, 25);
        var scores = ReturningUsersTable.print(onTheMargin, SOAK, KINDS);

        var ours = scores.get(Contestant.Kind.RETURNING_USERS);
        assertThat(ours.promotions).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
        assertThat(ours.rollbacks).isLessThanOrEqualTo(Replicates.atMost(0.01, SOAK));
        for (double effect : new double[] {0, 0.02, 0.05}) {
          var world = SimulatedUsers.World.steady(correlation, rate, effect, 25);
          ReturningUsersTable.print(world, SOAK, KINDS);
        }
      }
    }
  }
}
