package dev.sextant.statistics.choice;

import dev.sextant.statistics.sequential.BettingMean;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * Exact bounds on what another policy earns in a choice, for rewards with known limits, at every
 * look at once: by betting on weight times reward above the least one, and on weight times what is
 * missing to the highest one, each of which has a mean that the policy's value bounds from one
 * side.
 *
 * <p>They hold for choices that a bandit made, whose propensities depend on all rewards before, for
 * given that past the means stay what they are. They hold without support and with clipped weights,
 * which only make them wider. They do not hold where the same users return and differ, nor where
 * propensities are wrong.
 *
 * @param largestWeight at which weights are clipped, above 0, decided before the first look; with a
 *     floor under every propensity, one over the floor clips nothing
 * @param low what no reward goes below
 * @param high what no reward exceeds
 */
public record PolicyValueSequence(double largestWeight, double low, double high) {

  public PolicyValueSequence {
    if (!(largestWeight > 0 && low < high) || Double.isInfinite(largestWeight * (high - low))) {
      throw new IllegalArgumentException(
          "weights up to %s and rewards between %s and %s give no bounds"
              .formatted(largestWeight, low, high));
    }
  }

  /**
   * The bounds; the lower end may err at the rate of false rollbacks, the upper end at that of
   * false promotions.
   *
   * @param choices so far, in the order in which they were made or any other
   */
  public Bounds bounds(LoggedChoices choices, ErrorRates errors) {
    if (choices.rows() == 0) {
      return Bounds.Unavailable.because("there are no choices");
    }
    if (choices.impossible() > 0) {
      return Bounds.Unavailable.because(
          "%d of %d choices were made although their propensity is 0"
              .formatted(choices.impossible(), choices.rows()));
    }
    double[] earned = shares(choices, row -> choices.reward(row) - low);
    double[] missed = shares(choices, row -> high - choices.reward(row));
    double unit = largestWeight * (high - low);
    double lower = low + unit * BettingMean.lower(earned, errors.falseRollback());
    double upper = high - unit * BettingMean.lower(missed, errors.falsePromotion());
    double estimate = 0;
    for (double share : earned) {
      estimate += share / earned.length;
    }
    var inputs = new TreeMap<String, Double>();
    inputs.put("rows", (double) choices.rows());
    inputs.put("largestWeight", largestWeight);
    return new Bounds.Interval(
        "PolicyValueSequence", Math.min(high, low + unit * estimate), lower, upper, inputs);
  }

  private double[] shares(LoggedChoices choices, IntToDoubleFunction of) {
    var shares = new double[choices.rows()];
    for (int row = 0; row < shares.length; row++) {
      double reward = of.applyAsDouble(row) / (high - low);
      if (!(reward >= 0 && reward <= 1)) {
        throw new IllegalArgumentException(
            "a reward of row %d does not lie between %s and %s".formatted(row, low, high));
      }
      shares[row] = reward * Math.min(1, choices.weight(row) / largestWeight);
    }
    return shares;
  }
}
