package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The shipped sequence on worlds of returning users: exact where it must be, level by simulation.
 */
final class ReturningUsersTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final Claim CLAIM = Claim.within(0.01, ERRORS);

  /** Equal clusters, the first ones with failures. */
  private static ClusterTotals clusters(
      int from, int to, double units, int failing, double failed) {
    var each = new double[SimulatedUsers.BUCKETS];
    var failures = new double[SimulatedUsers.BUCKETS];
    Arrays.fill(each, from, to, units);
    Arrays.fill(failures, from, from + failing, failed);
    return ClusterTotals.of(each, failures);
  }

  private static Effects.Stratum stratum(ClusterTotals stable, ClusterTotals candidate) {
    return new Effects.Stratum(1, stable, candidate);
  }

  @Test
  void noFailureAtAllPassesOnceThereAreClustersEnough() {
    var few = stratum(clusters(205, 4_096, 10, 0, 0), clusters(0, 205, 10, 0, 0));
    var many = stratum(clusters(1_024, 4_096, 10, 0, 0), clusters(0, 1_024, 10, 0, 0));
    var start = ReturningUsers.start(0.01, ERRORS);

    var early = start.and(List.of(few));
    var late = start.and(List.of(many));

    assertThat(Judgement.prove(CLAIM, early.bounds())).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(early.exactLooks()).isZero();
    assertThat(Judgement.prove(CLAIM, late.bounds())).isInstanceOf(Verdict.NonInferior.class);
    assertThat(late.exactLooks()).isEqualTo(1);
  }

  @Test
  void exactLooksAreSpentOnlyWhereTheUnitsHaveDoubled() {
    var one = stratum(clusters(2_048, 4_096, 10, 0, 0), clusters(0, 2_048, 10, 0, 0));
    var more = stratum(clusters(2_048, 4_096, 19, 0, 0), clusters(0, 2_048, 19, 0, 0));
    var twice = stratum(clusters(2_048, 4_096, 20, 0, 0), clusters(0, 2_048, 20, 0, 0));

    var state = ReturningUsers.start(0.01, ERRORS).and(List.of(one)).and(List.of(more));

    assertThat(state.exactLooks()).isEqualTo(1);
    assertThat(state.and(List.of(twice)).exactLooks()).isEqualTo(2);
  }

  @Test
  void aBrokenCandidateIsHarmAtTheFirstLook() {
    var broken = stratum(clusters(2_048, 4_096, 3, 0, 0), clusters(0, 2_048, 3, 2_048, 3));

    var state = ReturningUsers.start(0.01, ERRORS).and(List.of(broken));

    assertThat(Judgement.prove(CLAIM, state.bounds())).isInstanceOf(Verdict.Harm.class);
  }

  @Test
  void aDecisionIsNotTakenBack() {
    var good = stratum(clusters(2_048, 4_096, 10, 0, 0), clusters(0, 2_048, 10, 0, 0));
    var worse = stratum(clusters(2_048, 4_096, 11, 40, 1), clusters(0, 2_048, 11, 45, 1));

    var state = ReturningUsers.start(0.01, ERRORS).and(List.of(good));
    var later = state.and(List.of(worse));

    var before = (Bounds.Interval) state.bounds();
    var after = (Bounds.Interval) later.bounds();
    assertThat(after.upper()).isLessThanOrEqualTo(before.upper());
    assertThat(Judgement.prove(CLAIM, later.bounds())).isInstanceOf(Verdict.NonInferior.class);
  }

  @Test
  void returningUsersFoolTheTestOfRequestsAndNotTheSequence() {
    var world = new SimulatedUsers.World(0.3, 0.02, 0.01, List.of(5, 25, 50));
    var kinds = EnumSet.of(Contestant.Kind.REQUESTS_Z, Contestant.Kind.RETURNING_USERS);

    var scores = Contest.run(world, 40, kinds);

    // P(Binomial(40, 0.05) above 7) and P(Binomial(40, 0.01) above 3) are below 0.1 %; that of
    // Binomial(40, 0.05) being 20 or more is below 1e-15.
    assertThat(scores.get(Contestant.Kind.REQUESTS_Z).promotions).isGreaterThanOrEqualTo(20);
    assertThat(scores.get(Contestant.Kind.RETURNING_USERS).promotions).isLessThanOrEqualTo(7);
    assertThat(scores.get(Contestant.Kind.RETURNING_USERS).rollbacks).isLessThanOrEqualTo(3);
  }
}
