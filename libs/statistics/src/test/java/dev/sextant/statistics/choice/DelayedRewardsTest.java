package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.sequential.LabelMaturity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Only mature rewards count, and arms are compared within the same hours. */
final class DelayedRewardsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Standing> BOTH = List.of(Standing.OPEN, Standing.OPEN);

  private static RewardCohort cohort(int hour, RewardCohort.Arm... arms) {
    return new RewardCohort(START.plus(HOUR.multipliedBy(hour)), List.of(arms));
  }

  private static RewardCohort.Arm arm(long choices, long arrived, double total) {
    return new RewardCohort.Arm(choices, arrived, total);
  }

  @Example
  void clicksCountOnceTheirWindowIsOver() {
    var clicks = DelayedRewards.within(HOUR);
    var cohorts =
        List.of(
            cohort(0, arm(100, 5, 5), arm(50, 4, 4)), cohort(1, arm(100, 90, 90), arm(50, 2, 2)));

    assertThat(clicks.of(cohorts, BOTH, START.plus(HOUR).minusMillis(1)))
        .containsExactly(ArmRewards.NONE, ArmRewards.NONE);
    var first = clicks.of(cohorts, BOTH, START.plus(HOUR));
    assertThat(first.get(0).count()).isCloseTo(100, within(1e-9));
    assertThat(first.get(0).total()).isCloseTo(5, within(1e-9));
    var both = clicks.of(cohorts, BOTH, START.plus(HOUR.multipliedBy(2)));
    assertThat(both.get(0).count()).isCloseTo(200, within(1e-9));
    assertThat(both.get(1).total()).isCloseTo(6, within(1e-9));
  }

  @Example
  void aCohortWaitsForItsSlowestOpenArm() {
    var labels = DelayedRewards.known(new LabelMaturity(0.8, Duration.ofDays(9)));
    var cohorts = List.of(cohort(0, arm(100, 95, 50), arm(100, 70, 69)));

    assertThat(labels.of(cohorts, BOTH, START)).containsExactly(ArmRewards.NONE, ArmRewards.NONE);
    var alone = labels.of(cohorts, List.of(Standing.OPEN, Standing.HELD), START);
    assertThat(alone.get(0).count()).isCloseTo(95, within(1e-9));
    assertThat(alone.get(1)).isEqualTo(ArmRewards.NONE);
    var late = labels.of(cohorts, BOTH, START.plus(Duration.ofDays(9)));
    assertThat(late.get(1).count()).isCloseTo(70, within(1e-9));
    assertThat(late.get(1).total()).isCloseTo(69, within(1e-9));
  }

  /** The arm that is better at every hour, but was chosen more often in the bad one. */
  @Example
  void hoursAreNotMixed() {
    var cohorts =
        List.of(
            cohort(0, arm(1_000, 500, 500), arm(100, 51, 51)),
            cohort(1, arm(100, 1, 1), arm(1_000, 20, 20)));

    var rewards = DelayedRewards.within(HOUR).of(cohorts, BOTH, START.plus(HOUR.multipliedBy(9)));

    assertThat(501 / 1_100.0).as("added up, the worse one").isGreaterThan(71 / 1_100.0);
    double first = rewards.get(0).total() / rewards.get(0).count();
    double second = rewards.get(1).total() / rewards.get(1).count();
    assertThat(first).isCloseTo((0.5 + 0.01) / 2, within(1e-12));
    assertThat(second).isCloseTo((0.51 + 0.02) / 2, within(1e-12));
    // 1 / (1/4 (1/1000 + 1/100)).
    assertThat(rewards.get(0).count()).isCloseTo(4 / 0.011, within(1e-9));
  }

  @Example
  void whatIsOldIsForgotten() {
    var cohorts = new ArrayList<RewardCohort>();
    for (int hour = 0; hour < 200; hour++) {
      cohorts.add(cohort(hour, arm(100, 100, hour < 100 ? 90 : 10), arm(100, 100, 50)));
    }
    var forgetful = new DelayedRewards(new LabelMaturity(1, HOUR), true, 0.9);

    var rewards = forgetful.of(cohorts, BOTH, START.plus(Duration.ofDays(30)));

    assertThat(rewards.get(0).total() / rewards.get(0).count()).isCloseTo(0.1, within(1e-3));
    assertThat(rewards.get(0).count()).isCloseTo(100 * 1.9 / 0.1, within(1e-3));
  }

  @Property(tries = 200)
  void theOrderOfCohortsDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 20) int count) {
    var random = new Random(seed);
    var cohorts = new ArrayList<RewardCohort>();
    for (int hour = 0; hour < count; hour++) {
      cohorts.add(cohort(hour, random(random), random(random)));
    }
    var rule = new DelayedRewards(new LabelMaturity(1, HOUR), random.nextBoolean(), 0.95);
    var now = START.plus(HOUR.multipliedBy(random.nextInt(25)));

    var rewards = rule.of(cohorts, BOTH, now);

    Collections.shuffle(cohorts, random);
    var shuffled = rule.of(cohorts, BOTH, now);
    for (int arm = 0; arm < 2; arm++) {
      assertThat(shuffled.get(arm)).isEqualTo(rewards.get(arm));
      assertThat(rewards.get(arm).total()).isBetween(0.0, rewards.get(arm).count());
    }
  }

  private static RewardCohort.Arm random(Random random) {
    int choices = random.nextInt(50);
    int arrived = random.nextInt(choices + 1);
    return arm(choices, arrived, arrived * random.nextDouble());
  }

  @Example
  void whatIsNoDelayIsRefused() {
    assertThatThrownBy(() -> new DelayedRewards(new LabelMaturity(0.5, HOUR), true, 1))
        .hasMessage("a reward that may still come is not zero, so a share of 0.5 is not enough");
    assertThatThrownBy(() -> new DelayedRewards(new LabelMaturity(1, HOUR), true, 0))
        .hasMessage("a memory lies between 0 and 1, unlike 0.0");
    assertThatThrownBy(() -> arm(5, 6, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DelayedRewards.within(HOUR).of(List.of(cohort(0)), BOTH, START))
        .hasMessage("a cohort of 0 arms does not fit 2");
  }
}
