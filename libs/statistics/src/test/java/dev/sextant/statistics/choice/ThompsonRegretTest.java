package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
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
  private static final int FEW = 8;
  private static final int MANY = Integer.getInteger("sextant.replicates", 1_000) / 2;

  /** How the rewards of cohorts become those of arms. */
  private enum Counting {
    EVENLY,
    ADDED_UP,
    BY_COHORT
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

  private static Loss run(World world, Counting counting, double floor, long seed) {
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
      var shares = (Allocation.Shares) new ThompsonSampling(floor).allocate(rewards, standings);
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

  private static Loss mean(String title, World world, Counting counting, double floor, int times) {
    double regret = 0;
    double squares = 0;
    double best = 0;
    int wrong = 0;
    for (int seed = 0; seed < times; seed++) {
      var loss = run(world, counting, floor, seed);
      regret += loss.regret() / times;
      squares += loss.regret() * loss.regret() / times;
      best += loss.best() / times;
      wrong += loss.best() < 1.0 / world.means().size() ? 1 : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.4f +- %.4f | %.0f %% | %s |%n",
        title,
        counting,
        regret,
        2 * Math.sqrt(Math.max(0, squares - regret * regret) / times),
        100 * best,
        Replicates.share(wrong, times));
    return new Loss(regret, best);
  }

  private static final World STEADY = new World(List.of(0.05, 0.05, 0.08), 0, 2);
  private static final World LATE = new World(List.of(0.05, 0.05, 0.08), 0, 24);
  private static final World SWINGING = new World(List.of(0.40, 0.43, 0.46), 0.35, 2);
  private static final String STEADILY = "5, 5 and 8 %";
  private static final String DAILY = "40, 43 and 46 %, +-35 % a day";

  private static void lessIsLost(int times) {
    var evenly = mean(STEADILY, STEADY, Counting.EVENLY, 0.02, times);
    var thompson = mean(STEADILY, STEADY, Counting.BY_COHORT, 0.02, times);
    var late = mean(STEADILY + ", a day late", LATE, Counting.BY_COHORT, 0.02, times);
    var dividing = mean(DAILY, SWINGING, Counting.EVENLY, 0.02, times);
    var compared = mean(DAILY, SWINGING, Counting.BY_COHORT, 0.02, times);

    assertThat(thompson.regret()).isLessThan(evenly.regret() / 2);
    assertThat(late.regret()).isBetween(thompson.regret(), evenly.regret());
    assertThat(compared.regret()).isLessThan(0.75 * dividing.regret());
  }

  @Test
  void lessIsLostThanByDividingEvenly() {
    lessIsLost(FEW);
  }

  @Tag("soak")
  @Test
  void lessIsLostInManyReplicates() {
    lessIsLost(MANY);
  }

  /** Where means swing and shares move, rewards that are added up mix nights with days. */
  @Tag("soak")
  @Test
  void hoursAreComparedWithThemselves() {
    mean(STEADILY, STEADY, Counting.ADDED_UP, 0.02, MANY);
    var added = mean(DAILY, SWINGING, Counting.ADDED_UP, 0.02, MANY);
    var compared = mean(DAILY, SWINGING, Counting.BY_COHORT, 0.02, MANY);

    assertThat(compared.regret()).isLessThan(added.regret());
  }
}
