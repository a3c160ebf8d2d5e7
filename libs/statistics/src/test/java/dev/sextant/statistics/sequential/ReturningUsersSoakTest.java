package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped keeps its error rates on worlds of returning users, within binomial bounds. */
@Tag("soak")
final class ReturningUsersSoakTest {
  private static final int REPLICATES = Integer.getInteger("sextant.replicates", 1_000);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3})
  void errorsAreAsRareAsTheyAreSaidToBe(double correlation) {
    for (var world : ReturningUsersTable.onTheMargin(correlation)) {
      var scores = ReturningUsersTable.print(world, REPLICATES, ReturningUsersTable.SHIPPED);

      scores.forEach((kind, score) -> {
        assertThat(score.promotions)
            .as("%s on %s", kind.title, world)
            .isLessThanOrEqualTo(Replicates.atMost(Contest.ERRORS.falsePromotion(), REPLICATES));
        assertThat(score.rollbacks)
            .as("%s on %s", kind.title, world)
            .isLessThanOrEqualTo(Replicates.atMost(Contest.ERRORS.falseRollback(), REPLICATES));
      });
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3})
  void whatIsPlainIsSeen(double correlation) {
    var worlds = ReturningUsersTable.withAnAnswer(correlation);

    for (var world : worlds) {
      var scores = ReturningUsersTable.print(world, REPLICATES, ReturningUsersTable.SHIPPED);

      var score = scores.get(Contestant.Kind.RETURNING_USERS);
      if (world.effect() > 0) {
        assertThat(score.rollbacks).isGreaterThanOrEqualTo(REPLICATES * 9 / 10);
      } else if (world.rate() == 0) {
        assertThat(score.promotions).isEqualTo(REPLICATES);
      }
    }
  }

  @Test
  void thoseThatWereDroppedAreSeenToErr() {
    var all = EnumSet.allOf(Contestant.Kind.class);

    var ramp = ReturningUsersTable.onTheMargin(0.3).getFirst();
    var scores = ReturningUsersTable.print(ramp, REPLICATES, all);

    for (var kind :
        EnumSet.of(
            Contestant.Kind.REQUESTS_Z,
            Contestant.Kind.CLUSTERS_Z,
            Contestant.Kind.REQUESTS_ASYMPTOTIC)) {
      assertThat(scores.get(kind).promotions)
          .as(kind.title)
          .isGreaterThan(Replicates.atMost(Contest.ERRORS.falsePromotion(), REPLICATES));
    }
  }
}
