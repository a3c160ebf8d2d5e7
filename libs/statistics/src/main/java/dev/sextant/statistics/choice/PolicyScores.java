package dev.sextant.statistics.choice;

import dev.sextant.statistics.evaluation.UnitSums;
import dev.sextant.statistics.evaluation.Units;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * One estimate as means of scores, one score a row: the value itself, and what the value does not
 * go below and not exceed whatever the weight that was clipped would have earned. Without clipping
 * these are the same.
 */
final class PolicyScores {
  /** The error is that of a spread that so many units share. */
  static final double MINIMUM_EFFECTIVE = 30;

  private final Mean value;
  private final Mean least;
  private final Mean most;
  private final double clipped;
  private final LoggedChoices choices;

  private PolicyScores(Mean value, Mean least, Mean most, double clipped, LoggedChoices choices) {
    this.value = value;
    this.least = least;
    this.most = most;
    this.clipped = clipped;
    this.choices = choices;
  }

  /** A mean over rows with the distances of units from it. */
  private record Mean(double value, UnitSums distances) {
    static Mean of(Units units, IntToDoubleFunction score) {
      double sum = 0;
      for (int row = 0; row < units.rows(); row++) {
        sum += score.applyAsDouble(row);
      }
      double mean = sum / units.rows();
      return new Mean(mean, UnitSums.of(units, row -> score.applyAsDouble(row) - mean));
    }

    boolean isFinite() {
      return Double.isFinite(value + distances.standardError());
    }

    // Degrees of freedom by the number of units among which the spread is divided, not by all.
    double halfWidth(double rate) {
      if (!isFinite()) {
        return Double.POSITIVE_INFINITY;
      }
      double freedom = Math.max(1, distances.effectiveSquares() - 1);
      return TDistribution.of(freedom).inverseSurvivalProbability(rate) * distances.standardError();
    }
  }

  static PolicyScores of(OffPolicy policy, LoggedChoices choices, Units units, boolean gain) {
    IntToDoubleFunction made = row -> gain ? choices.reward(row) : 0;
    Clip clip = policy.clip();
    for (int row = 0; row < choices.rows(); row++) {
      clip.requireRange(choices.reward(row));
    }
    return switch (policy.method()) {
      case IPS ->
          clipped(
              clip,
              choices,
              units,
              row -> kept(clip, choices, row) * choices.reward(row) - made.applyAsDouble(row),
              clip.low(),
              clip.high());
      case DOUBLY_ROBUST -> {
        for (int row = 0; row < choices.rows(); row++) {
          clip.requireRange(choices.chosenModel(row));
        }
        // What the model missed of the lost weight lies within the range of rewards, either way.
        yield clipped(
            clip,
            choices,
            units,
            row ->
                choices.policyModel(row)
                    + kept(clip, choices, row) * (choices.reward(row) - choices.chosenModel(row))
                    - made.applyAsDouble(row),
            clip.low() - clip.high(),
            clip.high() - clip.low());
      }
      case SNIPS -> selfNormalised(choices, units, made);
    };
  }

  private static PolicyScores clipped(
      Clip clip,
      LoggedChoices choices,
      Units units,
      IntToDoubleFunction score,
      double low,
      double high) {
    var value = Mean.of(units, score);
    double cutOff = clip.isNone() ? 0 : cutOff(clip, choices);
    if (cutOff == 0) {
      return new PolicyScores(value, value, value, 0, choices);
    }
    // All weights have the mean 1, so what is missing to 1 is what was lost.
    IntToDoubleFunction lost = row -> 1 - kept(clip, choices, row);
    return new PolicyScores(
        value,
        Mean.of(units, row -> score.applyAsDouble(row) + low * lost.applyAsDouble(row)),
        Mean.of(units, row -> score.applyAsDouble(row) + high * lost.applyAsDouble(row)),
        cutOff,
        choices);
  }

  private static PolicyScores selfNormalised(
      LoggedChoices choices, Units units, IntToDoubleFunction made) {
    double weights = 0;
    double rewards = 0;
    double earned = 0;
    for (int row = 0; row < choices.rows(); row++) {
      weights += choices.weight(row);
      rewards += choices.weight(row) * choices.reward(row);
      earned += made.applyAsDouble(row);
    }
    double ratio = rewards / weights;
    double meanWeight = weights / choices.rows();
    double meanMade = earned / choices.rows();
    var value =
        new Mean(
            ratio - meanMade,
            UnitSums.of(
                units,
                row ->
                    choices.weight(row) / meanWeight * (choices.reward(row) - ratio)
                        - (made.applyAsDouble(row) - meanMade)));
    return new PolicyScores(value, value, value, 0, choices);
  }

  private static double kept(Clip clip, LoggedChoices choices, int row) {
    return Math.min(clip.largestWeight(), choices.weight(row));
  }

  private static double cutOff(Clip clip, LoggedChoices choices) {
    double whole = 0;
    double lost = 0;
    for (int row = 0; row < choices.rows(); row++) {
      whole += choices.weight(row);
      lost += choices.weight(row) - kept(clip, choices, row);
    }
    return lost / whole;
  }

  /** What the spread between units lacks until it can be trusted. */
  Optional<PolicyValue.Inconclusive> lacking() {
    if (!(value.isFinite() && least.isFinite() && most.isFinite())) {
      return Optional.of(
          PolicyValue.Inconclusive.because("the numbers exceed the range of a double"));
    }
    double effective =
        Math.min(
            value.distances().effectiveSquares(),
            Math.min(least.distances().effectiveSquares(), most.distances().effectiveSquares()));
    if (effective == 0 || isRounding(standardError())) {
      return Optional.of(
          PolicyValue.Inconclusive.because("no unit differs from another: the error is unknown"));
    }
    if (effective < MINIMUM_EFFECTIVE) {
      return Optional.of(
          new PolicyValue.Inconclusive(
              "%.1f units share the spread, %.0f are needed"
                  .formatted(effective, MINIMUM_EFFECTIVE),
              OptionalLong.empty()));
    }
    return Optional.empty();
  }

  // Scores that should be equal differ in their last digits; that is no spread.
  private boolean isRounding(double error) {
    double largest = 0;
    for (int row = 0; row < choices.rows(); row++) {
      largest = Math.max(largest, Math.abs(choices.reward(row)));
      largest = Math.max(largest, Math.abs(choices.policyModel(row)));
    }
    return error <= 1e-12 * largest;
  }

  double value() {
    return value.value();
  }

  double standardError() {
    return value.distances().standardError();
  }

  // Room is only ever added: by chance the weights that were kept can have a mean above 1.
  double lower(double rate) {
    return Math.min(value.value() - value.halfWidth(rate), least.value() - least.halfWidth(rate));
  }

  double upper(double rate) {
    return Math.max(value.value() + value.halfWidth(rate), most.value() + most.halfWidth(rate));
  }

  /** The share of the weight that was cut off. */
  double clipped() {
    return clipped;
  }

  SortedMap<String, Double> inputs(Weights weights) {
    var inputs = new TreeMap<String, Double>();
    inputs.put("rows", (double) choices.rows());
    inputs.put("units", (double) weights.units());
    inputs.put("effective", weights.effective());
    inputs.put("meanWeight", weights.mean());
    inputs.put("meanWeightError", weights.standardError());
    inputs.put("clipped", clipped);
    inputs.put("standardError", standardError());
    return inputs;
  }
}
