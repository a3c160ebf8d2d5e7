package dev.sextant.statistics.choice;

import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;

/**
 * Choices that were made with known probabilities, what they earned, and what another policy would
 * have done in their place.
 */
public final class LoggedChoices {
  private final double[] propensity;
  private final double[] target;
  private final double[] reward;
  private final double[] unsupported;
  private final double[] chosenModel;
  private final double[] policyModel;

  private LoggedChoices(
      double[] propensity,
      double[] target,
      double[] reward,
      double[] unsupported,
      double[] chosenModel,
      double[] policyModel) {
    this.propensity = propensity;
    this.target = target;
    this.reward = reward;
    this.unsupported = unsupported;
    this.chosenModel = chosenModel;
    this.policyModel = policyModel;
  }

  /**
   * Choices, one a row.
   *
   * @param propensity the probability with which the choice was made, as it was logged
   * @param target the probability with which the other policy would make the same choice
   * @param reward that came of it
   */
  public static LoggedChoices of(double[] propensity, double[] target, double[] reward) {
    Rows.requireAsMany(propensity.length, target.length);
    Rows.requireAsMany(propensity.length, reward.length);
    Rows.requireProbabilities("propensity of ", propensity);
    Rows.requireProbabilities("target of ", target);
    Rows.requireFinite(reward);
    var zeros = new double[propensity.length];
    return new LoggedChoices(
        propensity.clone(), target.clone(), reward.clone(), zeros, zeros, zeros);
  }

  /**
   * Says where the other policy leaves what can be known.
   *
   * @param unsupported the probability, in each row, with which the other policy makes a choice
   *     whose propensity there was 0
   */
  public LoggedChoices withUnsupported(double[] unsupported) {
    Rows.requireAsMany(propensity.length, unsupported.length);
    Rows.requireProbabilities("unsupported of ", unsupported);
    return new LoggedChoices(
        propensity, target, reward, unsupported.clone(), chosenModel, policyModel);
  }

  /**
   * Adds a model of the reward that was fitted on other rows. It may be wrong: that costs
   * precision, not correctness.
   *
   * @param chosen what the model expects of the choice that was made
   * @param policy what it expects of the other policy: the mean over its choices
   */
  public LoggedChoices withModel(double[] chosen, double[] policy) {
    Rows.requireAsMany(propensity.length, chosen.length);
    Rows.requireAsMany(propensity.length, policy.length);
    Rows.requireFinite(chosen);
    Rows.requireFinite(policy);
    return new LoggedChoices(
        propensity, target, reward, unsupported, chosen.clone(), policy.clone());
  }

  /** These rows and then the others. */
  public LoggedChoices merge(LoggedChoices others) {
    return new LoggedChoices(
        concat(propensity, others.propensity),
        concat(target, others.target),
        concat(reward, others.reward),
        concat(unsupported, others.unsupported),
        concat(chosenModel, others.chosenModel),
        concat(policyModel, others.policyModel));
  }

  /** How many rows there are. */
  public int rows() {
    return reward.length;
  }

  /** How often the other policy makes the choice of a row for each time that it was made. */
  double weight(int row) {
    return target[row] / propensity[row];
  }

  double reward(int row) {
    return reward[row];
  }

  double chosenModel(int row) {
    return chosenModel[row];
  }

  double policyModel(int row) {
    return policyModel[row];
  }

  /** Choices that cannot have been made, by what was logged. */
  long impossible() {
    return Arrays.stream(propensity).filter(each -> each == 0).count();
  }

  /** The rows in which the other policy leaves the support, and how much of it does over all. */
  long unsupportedRows() {
    return Arrays.stream(unsupported).filter(each -> each > 0).count();
  }

  double unsupportedShare() {
    return Arrays.stream(unsupported).average().orElse(0);
  }

  /**
   * The weight that so large a share of the rows do not exceed, such as 0.995: a place to clip.
   *
   * @param share of the rows, between 0 and 1
   */
  public double weightQuantile(double share) {
    if (!(share > 0 && share <= 1) || rows() == 0 || impossible() > 0) {
      throw new IllegalArgumentException(
          "no weight belongs to the share %s of %d rows".formatted(share, rows()));
    }
    var weights = new double[rows()];
    Arrays.setAll(weights, this::weight);
    Arrays.sort(weights);
    return weights[Math.max(0, (int) Math.ceil(share * weights.length) - 1)];
  }

  private static double[] concat(double[] one, double[] other) {
    double[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
