package dev.sextant.statistics.choice;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What another policy would have earned, from choices that were made with known probabilities: each
 * reward counts as often as the other policy makes that choice for each time that it was made.
 * Errors come from the spread between units, whose rows depend on each other as they like;
 * intervals are asymptotic, for one look. It refuses where the other policy leaves what was tried,
 * where the weights contradict what was logged, and where few rows have most of the weight.
 *
 * @param method of estimation
 * @param clip of large weights
 * @param level coverage of an interval, between 0 and 1
 * @param minimum effective units
 */
public record OffPolicy(Method method, Clip clip, double level, int minimum) {
  /** Fewer units tell nothing about their spread. */
  private static final int MINIMUM_UNITS = 30;

  /** By how many standard errors the mean weight may differ from 1. */
  private static final double WEIGHT_ERRORS = 3;

  private static final double ROUNDING = 1e-9;

  /** How rewards are weighted. */
  public enum Method {
    /** Inverse propensity scores (Horvitz and Thompson 1952): the mean of weight times reward. */
    IPS,

    /** Divided by the sum of the weights (Hájek 1971): a small bias, mostly a smaller error. */
    SNIPS,

    /**
     * Doubly robust (Dudík, Langford and Li 2011): what a model expects, corrected by the weighted
     * rewards that it missed. Right where the propensities are, whatever the model; and where the
     * model is, whatever the propensities. Without a model it is IPS.
     */
    DOUBLY_ROBUST
  }

  public OffPolicy {
    if (!(level > 0 && level < 1) || minimum < 1) {
      throw new IllegalArgumentException(
          "an interval of %s with %d effective units is none".formatted(level, minimum));
    }
    if (method == Method.SNIPS && !clip.isNone()) {
      throw new IllegalArgumentException(
          "what is divided by the sum of the weights cannot lose weight: clip another method");
    }
  }

  /** Without clipping, 95 % intervals, at least 200 effective units. */
  public static OffPolicy usual(Method method) {
    return new OffPolicy(method, Clip.NONE, 0.95, 200);
  }

  /** What the other policy would have earned in a choice. */
  public PolicyValue value(LoggedChoices choices, Units units) {
    return estimate(choices, units, false);
  }

  /** How much more that is than what the choices that were made have earned. */
  public PolicyValue gain(LoggedChoices choices, Units units) {
    return estimate(choices, units, true);
  }

  /**
   * Whether the other policy would have earned less than the choices that were made: the claim is
   * about the loss, so that less is better. For one look.
   */
  public Verdict judge(Claim claim, LoggedChoices choices, Units units) {
    var weights = Weights.of(choices, units);
    Optional<PolicyValue> refusal = refusal(choices, weights);
    if (refusal.isPresent()) {
      return verdict(refusal.get());
    }
    var scores = PolicyScores.of(this, choices, units, true);
    Optional<PolicyValue.Inconclusive> lacking = scores.lacking();
    if (lacking.isPresent()) {
      return verdict(lacking.get());
    }
    return Judgement.prove(
        claim,
        new Bounds.Interval(
            name() + ".gain",
            -scores.value(),
            -scores.upper(claim.errors().falseRollback()),
            -scores.lower(claim.errors().falsePromotion()),
            scores.inputs(weights)));
  }

  private PolicyValue estimate(LoggedChoices choices, Units units, boolean gain) {
    var weights = Weights.of(choices, units);
    Optional<PolicyValue> refusal = refusal(choices, weights);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var scores = PolicyScores.of(this, choices, units, gain);
    Optional<PolicyValue.Inconclusive> lacking = scores.lacking();
    if (lacking.isPresent()) {
      return lacking.get();
    }
    double rate = (1 - level) / 2;
    return new PolicyValue.Estimated(
        gain ? name() + ".gain" : name(),
        scores.value(),
        scores.standardError(),
        scores.lower(rate),
        scores.upper(rate),
        level,
        weights.effective(),
        scores.clipped(),
        scores.inputs(weights));
  }

  private String name() {
    return "OffPolicy." + method;
  }

  // What cannot be true comes first, then what is too little; only enough weight can show that its
  // mean is wrong.
  private Optional<PolicyValue> refusal(LoggedChoices choices, Weights weights) {
    if (choices.impossible() > 0) {
      return Optional.of(
          new PolicyValue.Invalid(
              "%d of %d choices were made although their propensity is 0"
                  .formatted(choices.impossible(), choices.rows())));
    }
    if (choices.unsupportedRows() > 0) {
      return Optional.of(
          new PolicyValue.Invalid(
              "in %d of %d rows the policy chooses what was never tried there, %.3g of all its choices"
                  .formatted(
                      choices.unsupportedRows(), choices.rows(), choices.unsupportedShare())));
    }
    if (weights.units() < MINIMUM_UNITS) {
      return Optional.of(
          new PolicyValue.Inconclusive(
              "there are %d units, %d are needed".formatted(weights.units(), MINIMUM_UNITS),
              OptionalLong.of(MINIMUM_UNITS - weights.units())));
    }
    if (!weights.isFinite()) {
      return Optional.of(
          PolicyValue.Inconclusive.because("the weights exceed the range of a double"));
    }
    if (weights.effective() < minimum) {
      return Optional.of(
          new PolicyValue.Inconclusive(
              "the weights of %d units are worth %.1f units of equal weight, %d are asked for"
                  .formatted(weights.units(), weights.effective(), minimum),
              weights.needed(minimum)));
    }
    if (Math.abs(weights.mean() - 1) > WEIGHT_ERRORS * weights.standardError() + ROUNDING) {
      return Optional.of(
          new PolicyValue.Invalid(
              "the mean weight is %.4g with an error of %.2g where it should be 1: propensities are wrong, or the policy chooses what was never tried"
                  .formatted(weights.mean(), weights.standardError())));
    }
    return Optional.empty();
  }

  private static Verdict verdict(PolicyValue refusal) {
    return switch (refusal) {
      case PolicyValue.Invalid(var reason) -> new Verdict.Invalid(reason);
      case PolicyValue.Inconclusive(var missing, var needed) ->
          new Verdict.Inconclusive(missing, needed, Optional.empty(), Optional.empty());
      case PolicyValue.Estimated ignored ->
          throw new IllegalStateException("an estimate is no refusal");
    };
  }
}
