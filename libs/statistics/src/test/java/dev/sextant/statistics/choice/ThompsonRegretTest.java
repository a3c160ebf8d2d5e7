package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Thompson sampling loses against always taking the best arm, beside dividing evenly. */
final class ThompsonRegretTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int HOURS = 60;
  private static final int CHOICES = 400;
  private static final double FLOOR = 0.02;
  private static final int FEW = 8;
  private static final int MANY = Replicates.times(400);

  /** How the rewards of cohorts become those of arms. */
  private enum Counting {
    EVENLY("evenly"),
    ADDED_UP("Thompson, rewards added up"),
    BY_COHORT("Thompson, by cohort");

    private final String division;

    Counting(String division) {
      this.division = division;
    }
  }

  /**
   * A world.
   *
   * @param means of each arm
   * @param swing by how much all means rise by day and fall at night
   * @param delay hours until a reward has come
   */
  private record World(List<Double> means, double swing, int delay) {
    double mean(int arm, int hour) {
      return means.get(arm) + swing * Math.sin(2 * Math.PI * hour / 24);
    }
  }

  /** What was lost for each choice, and the share of the best arm in the last quarter. */
  private record Loss(double regret, double best) {}

  private static Loss run(World world, Counting counting, long seed) {
    var random = Replicates.random(seed);
    int arms = world.means().size();
    var standings = Collections.nCopies(arms, Standing.OPEN);
    var cohorts = new ArrayList<RewardCohort>();
    double lost = 0;
    double best = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      var now = START.plus(HOUR.multipliedBy(hour));
      var rewards =
          switch (counting) {
            case EVENLY -> Collections.nCopies(arms, ArmRewards.NONE);
            case ADDED_UP -> addedUp(cohorts, arms, hour - world.delay());
            case BY_COHORT ->
                DelayedRewards.within(HOUR.multipliedBy(world.delay())).of(cohorts, standings, now);
          };
      var shares = (Allocation.Shares) new ThompsonSampling(FLOOR).allocate(rewards, standings);
      var chosen = new long[arms];
      var earned = new long[arms];
      for (int i = 0; i < CHOICES; i++) {
        int arm = shares.choose(seed, (long) hour * CHOICES + i).arm();
        chosen[arm]++;
        earned[arm] += random.nextDouble() < world.mean(arm, hour) ? 1 : 0;
        lost += world.mean(arms - 1, hour) - world.mean(arm, hour);
      }
      best += hour >= HOURS * 3 / 4 ? shares.of().get(arms - 1) / (HOURS / 4.0) : 0;
      var parts = new ArrayList<RewardCohort.Arm>();
      for (int arm = 0; arm < arms; arm++) {
        parts.add(new RewardCohort.Arm(chosen[arm], earned[arm], earned[arm]));
      }
      cohorts.add(new RewardCohort(now, parts));
    }
    return new Loss(lost / (HOURS * CHOICES), best);
  }

  private static List<ArmRewards> addedUp(List<RewardCohort> cohorts, int arms, int hours) {
    var rewards = new ArrayList<>(Collections.nCopies(arms, ArmRewards.NONE));
    for (int hour = 0; hour <= Math.min(hours, cohorts.size() - 1); hour++) {
      for (int arm = 0; arm < arms; arm++) {
        var part = cohorts.get(hour).arms().get(arm);
        rewards.set(arm, rewards.get(arm).merge(new ArmRewards(part.choices(), part.total())));
      }
    }
    return rewards;
  }

  /** Means of many runs, and the standard error of the first. */
  private record MeanLoss(double regret, double best, double error) {
    MeanLoss row(SimulatedTable table, String world, Counting counting) {
      table.row(
          String.format(
              Locale.ROOT,
              "%s | %s | %.2f ± %.2f | %.0f %%",
              world,
              counting.division,
              100 * regret,
              200 * error,
              100 * best));
      return this;
    }
  }

  private static MeanLoss mean(World world, Counting counting, int times) {
    double regret = 0;
    double squares = 0;
    double best = 0;
    for (int seed = 0; seed < times; seed++) {
      var loss = run(world, counting, seed);
      regret += loss.regret() / times;
      squares += loss.regret() * loss.regret() / times;
      best += loss.best() / times;
    }
    double error = Math.sqrt(Math.max(0, squares - regret * regret) / times);
    return new MeanLoss(regret, best, error);
  }

  private static final World STEADY = new World(List.of(0.05, 0.05, 0.08), 0, 2);
  private static final World LATE = new World(List.of(0.05, 0.05, 0.08), 0, 24);
  private static final World SWINGING = new World(List.of(0.40, 0.43, 0.46), 0.35, 2);

  private static void thompsonLosesLess(MeanLoss thompson, MeanLoss late, MeanLoss evenly) {
    assertThat(thompson.regret()).isLessThan(evenly.regret() / 2);
    assertThat(late.regret()).isBetween(thompson.regret(), evenly.regret());
  }

  @Test
  void lessIsLostThanByDividingEvenly() {
    thompsonLosesLess(
        mean(STEADY, Counting.BY_COHORT, FEW),
        mean(LATE, Counting.BY_COHORT, FEW),
        mean(STEADY, Counting.EVENLY, FEW));
    assertThat(mean(SWINGING, Counting.BY_COHORT, FEW).regret())
        .isLessThan(0.75 * mean(SWINGING, Counting.EVENLY, FEW).regret());
  }

  /** Where means swing and shares move, rewards that are added up mix nights with days. */
  @Tag("soak")
  @Test
  void lessIsLostWhereHoursAreComparedWithThemselves() {
    try (var table =
        SimulatedTable.of(
            "regret-of-thompson-sampling",
            "arms",
            "division",
            "points lost (± two errors)",
            "best arm")) {
      String steadily = "5, 5 and 8 %";
      String daily = "40, 43 and 46 %, ±35 % a day";
      var evenly = soak(table, steadily, STEADY, Counting.EVENLY);
      var thompson = soak(table, steadily, STEADY, Counting.BY_COHORT);
      soak(table, steadily, STEADY, Counting.ADDED_UP);
      var dividing = soak(table, daily, SWINGING, Counting.EVENLY);
      var added = soak(table, daily, SWINGING, Counting.ADDED_UP);
      var compared = soak(table, daily, SWINGING, Counting.BY_COHORT);
      var late = soak(table, steadily + ", a day late", LATE, Counting.BY_COHORT);

      thompsonLosesLess(thompson, late, evenly);
      assertThat(compared.regret()).isLessThan(0.75 * dividing.regret());
      // A tenth of a point less, as far as so many runs can tell.
      assertThat(compared.regret()).isLessThan(added.regret() - 0.001 + 4 * added.error());
    }
  }

  private static MeanLoss soak(SimulatedTable table, String title, World world, Counting counting) {
    return mean(world, counting, MANY).row(table, title, counting);
  }
}
