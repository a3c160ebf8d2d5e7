package dev.sextant.statistics.choice;

import dev.sextant.statistics.sequential.LabelMaturity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What arms have earned by rewards that come late. A cohort counts once the rewards of each open
 * arm in it are mature, all of them at the same time: rewards that are quick must not count before
 * those that are slow.
 *
 * <p>An arm's mean is that over cohorts, weighted by the choices of all open arms, and its number
 * of rewards is the number that would give the same error. Where shares and rewards both move with
 * the time of day, adding up an arm's rewards would compare the night of one with the day of
 * another.
 *
 * @param maturity when rewards are complete enough
 * @param absentIsZero whether a choice without a reward has earned nothing, or is not known
 * @param memory the weight of a cohort relative to the next one, above 0 and at most 1; below 1
 *     where arms change
 */
public record DelayedRewards(LabelMaturity maturity, boolean absentIsZero, double memory) {

  public DelayedRewards {
    if (!(memory > 0 && memory <= 1)) {
      throw new IllegalArgumentException("a memory lies between 0 and 1, unlike " + memory);
    }
    if (absentIsZero && maturity.share() < 1) {
      throw new IllegalArgumentException(
          "a reward that may still come is not zero, so a share of %s is not enough"
              .formatted(maturity.share()));
    }
  }

  /** Rewards such as clicks, which did not happen where they have not come within a time. */
  public static DelayedRewards within(Duration window) {
    return new DelayedRewards(new LabelMaturity(1, window), true, 1);
  }

  /** Rewards that are known where they have come, and unknown elsewhere. */
  public static DelayedRewards known(LabelMaturity maturity) {
    return new DelayedRewards(maturity, false, 1);
  }

  /**
   * The rewards of each arm that is open, nothing of the others. A cohort in which an open arm was
   * never chosen compares nothing and is left out; a floor prevents that.
   */
  public List<ArmRewards> of(List<RewardCohort> cohorts, List<Standing> standings, Instant now) {
    var mature =
        cohorts.stream()
            .filter(cohort -> counts(cohort, standings, now))
            .sorted(Comparator.comparing(RewardCohort::end).reversed())
            .toList();
    var weights = new ArrayList<Double>();
    double weight = 1;
    for (int i = 0; i < mature.size(); i++) {
      boolean older = i > 0 && mature.get(i).end().isBefore(mature.get(i - 1).end());
      weight *= older ? memory : 1;
      weights.add(weight * choices(mature.get(i), standings));
    }
    var rewards = new ArrayList<ArmRewards>();
    for (int arm = 0; arm < standings.size(); arm++) {
      rewards.add(
          standings.get(arm) == Standing.OPEN ? combined(mature, weights, arm) : ArmRewards.NONE);
    }
    return rewards;
  }

  private ArmRewards combined(List<RewardCohort> cohorts, List<Double> weights, int arm) {
    double sum = 0;
    double rewards = 0;
    double squares = 0;
    for (int i = 0; i < cohorts.size(); i++) {
      RewardCohort.Arm seen = cohorts.get(i).arms().get(arm);
      sum += weights.get(i);
      rewards += weights.get(i) * seen.total() / rewarded(seen);
      squares += weights.get(i) * weights.get(i) / rewarded(seen);
    }
    if (!(squares > 0)) {
      return ArmRewards.NONE;
    }
    double count = Math.min(ArmRewards.MOST, sum * (sum / squares));
    return new ArmRewards(count, count * Math.min(1, rewards / sum));
  }

  private boolean counts(RewardCohort cohort, List<Standing> standings, Instant now) {
    if (cohort.arms().size() != standings.size()) {
      throw new IllegalArgumentException(
          "a cohort of %d arms does not fit %d".formatted(cohort.arms().size(), standings.size()));
    }
    for (int arm = 0; arm < standings.size(); arm++) {
      RewardCohort.Arm seen = cohort.arms().get(arm);
      var labels = new LabelMaturity.Cohort(cohort.end(), seen.choices(), seen.arrived());
      if (standings.get(arm) == Standing.OPEN
          && (rewarded(seen) == 0 || !maturity.isMature(labels, now))) {
        return false;
      }
    }
    return true;
  }

  private double choices(RewardCohort cohort, List<Standing> standings) {
    double choices = 0;
    for (int arm = 0; arm < standings.size(); arm++) {
      choices += standings.get(arm) == Standing.OPEN ? rewarded(cohort.arms().get(arm)) : 0;
    }
    return choices;
  }

  private double rewarded(RewardCohort.Arm arm) {
    return absentIsZero ? arm.choices() : arm.arrived();
  }
}
