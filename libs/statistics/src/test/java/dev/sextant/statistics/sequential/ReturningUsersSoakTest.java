package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is shipped keeps its error rates on worlds of returning users, within binomial bounds. */
@Tag("soak")
final class ReturningUsersSoakTest {
  private static final int SOAK = Replicates.times(1_000);
  private static final double[] CORRELATIONS = {0.3, 0.1, 0};

  @Test
  void errorsAreAsRareAsTheyAreSaidToBe() {
    try (var table = ReturningUsersTable.named("returning-users-on-the-margin")) {
      for (double correlation : CORRELATIONS) {
        for (var world : ReturningUsersTable.onTheMargin(correlation)) {
          ReturningUsersTable.rows(table, world, SOAK)
              .forEach((kind, score) -> {
                assertThat(score.promotions)
                    .as("%s on %s", kind.title, world)
                    .isLessThanOrEqualTo(Replicates.atMost(Contest.ERRORS.falsePromotion(), SOAK));
                assertThat(score.rollbacks)
                    .as("%s on %s", kind.title, world)
                    .isLessThanOrEqualTo(Replicates.atMost(Contest.ERRORS.falseRollback(), SOAK));
              });
        }
      }
    }
  }

  @Test
  void whatIsPlainIsSeen() {
    try (var table = ReturningUsersTable.named("returning-users-with-an-answer")) {
      for (double correlation : CORRELATIONS) {
        for (var world : ReturningUsersTable.withAnAnswer(correlation)) {
          var score =
              ReturningUsersTable.rows(table, world, SOAK).get(Contestant.Kind.RETURNING_USERS);
          if (world.effect() > 0) {
            assertThat(score.rollbacks).isGreaterThanOrEqualTo(Replicates.atLeast(0.9, SOAK));
          } else if (world.rate() == 0) {
            assertThat(score.promotions).isEqualTo(SOAK);
          }
        }
      }
    }
  }

  @Test
  void thoseThatWereDroppedAreSeenToErr() {
    // What is published for progressive delivery has a table of its own.
    var published = EnumSet.range(Contestant.Kind.FLAGGER_ABSOLUTE, Contestant.Kind.ARGO_RELATIVE);
    var ramp = ReturningUsersTable.onTheMargin(0.3).getFirst();
    var scores = Contest.run(ramp, SOAK, EnumSet.complementOf(published));

    try (var table =
        SimulatedTable.of("sequences-tried", "method", "non-inferior", "harm", "after steps")) {
      scores.forEach((kind, score) -> table.row(kind.title + " | " + score.cells(SOAK)));
    }
    for (var kind :
        EnumSet.of(
            Contestant.Kind.REQUESTS_Z,
            Contestant.Kind.CLUSTERS_Z,
            Contestant.Kind.REQUESTS_ASYMPTOTIC)) {
      assertThat(scores.get(kind).promotions)
          .as("%s errs thrice as often as asked for", kind.title)
          .isGreaterThanOrEqualTo(Replicates.atLeast(3 * Contest.ERRORS.falsePromotion(), SOAK));
    }
  }
}
