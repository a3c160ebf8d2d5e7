package dev.sextant.statistics.choice;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares of traffic by Thompson sampling (Thompson 1933): each open arm gets the probability that
 * its mean reward is the highest, above a floor that keeps every arm comparable. What is believed
 * of a mean starts uniform and is Beta(1 + total, 1 + count - total) after so many rewards; for
 * rewards between 0 and 1 that are not bits this is wider than it could be, never narrower.
 *
 * <p>The probabilities are integrated, not drawn, so the share that is logged with a choice is the
 * probability of that choice. Shares earn rewards; they prove nothing of an arm, for which there
 * are verdicts.
 *
 * @param floor the least share of every arm that is not barred, at least 0 and below 1
 */
public record ThompsonSampling(double floor) {

  public ThompsonSampling {
    if (!(floor >= 0 && floor < 1)) {
      throw new IllegalArgumentException("no arm can have a floor of " + floor);
    }
  }

  /**
   * The shares until the next update.
   *
   * @param rewards of each arm
   * @param standings of each arm, in the same order
   */
  public Allocation allocate(List<ArmRewards> rewards, List<Standing> standings) {
    if (rewards.size() != standings.size()) {
      throw new IllegalArgumentException(
          "%d arms cannot have %d standings".formatted(rewards.size(), standings.size()));
    }
    var open = new ArrayList<ArmRewards>();
    int floors = 0;
    for (int arm = 0; arm < rewards.size(); arm++) {
      if (standings.get(arm) == Standing.OPEN) {
        open.add(rewards.get(arm));
      }
      floors += standings.get(arm) == Standing.BARRED ? 0 : 1;
    }
    if (open.isEmpty()) {
      return new Allocation.Refused("none of %d arms is open".formatted(rewards.size()));
    }
    if (floor * floors > 1) {
      return new Allocation.Refused(
          "%d arms cannot have %s of the traffic each".formatted(floors, floor));
    }
    double[] best = BestArm.probabilities(open);
    double free = Math.max(0, 1 - floor * floors);
    var shares = new ArrayList<Double>();
    int next = 0;
    for (Standing standing : standings) {
      shares.add(
          switch (standing) {
            case OPEN -> floor + free * best[next++];
            case HELD -> floor;
            case BARRED -> 0.0;
          });
    }
    return new Allocation.Shares(shares);
  }
}
