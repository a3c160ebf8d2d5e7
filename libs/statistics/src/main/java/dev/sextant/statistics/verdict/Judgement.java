package dev.sextant.statistics.verdict;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Turns bounds on a difference into a verdict on a claim. */
public final class Judgement {
  /** Names of what a judgement adds to the inputs of the bounds that it judges. */
  public static final Set<String> INPUTS =
      Set.of(
          "lower", "upper", "margin", "gain", "falsePromotion", "falseRollback", "seen", "minimum");

  private Judgement() {}

  /**
   * The strongest verdict that the bounds prove: harm first, for it must never wait; then superior,
   * then non-inferior. Bounds that exclude each other prove nothing else, for no difference fits.
   *
   * @param bounds on candidate minus stable, in a metric of which less is better
   */
  public static Verdict prove(Claim claim, Bounds bounds) {
    return switch (bounds) {
      case Bounds.Unavailable(var missing, var needed) ->
          new Verdict.Inconclusive(missing, needed, Optional.empty(), Optional.empty());
      case Bounds.Interval interval -> prove(claim, interval);
    };
  }

  /**
   * The verdict that asks only for evidence of harm: harm where it is proved, else {@link
   * Verdict.NoHarm} once there is as much evidence as was asked for.
   *
   * @param seen how many units were seen of the arm that has fewer
   * @param minimum how many units are asked for
   */
  public static Verdict watch(Claim claim, Bounds bounds, long seen, long minimum) {
    Verdict proved = prove(claim, bounds);
    if (!(bounds instanceof Bounds.Interval interval)
        || proved instanceof Verdict.Harm
        || proved instanceof Verdict.Invalid) {
      return proved;
    }
    var asked = Map.of("seen", (double) seen, "minimum", (double) minimum);
    if (seen < minimum) {
      return new Verdict.Inconclusive(
          "%d units of the smaller arm were seen, %d are asked for".formatted(seen, minimum),
          OptionalLong.of(minimum - seen),
          Optional.empty(),
          soFar(claim, interval).map(evidence -> evidence.with(asked)));
    }
    if (Double.isInfinite(interval.lower())) {
      return Verdict.Inconclusive.because("harm of any size is still possible");
    }
    return new Verdict.NoHarm(harm(claim, interval).with(asked));
  }

  private static Verdict prove(Claim claim, Bounds.Interval interval) {
    if (interval.lower() > claim.margin()) {
      return new Verdict.Harm(harm(claim, interval));
    }
    if (interval.lower() > interval.upper()) {
      return new Verdict.Invalid(
          ("the bounds exclude each other (at least %s, at most %s): the difference changes with"
                  + " time, or the units are not what the method assumes")
              .formatted(interval.lower(), interval.upper()));
    }
    if (interval.upper() < -claim.gain()) {
      return new Verdict.Superior(promotion(claim, interval));
    }
    if (interval.upper() < claim.margin()) {
      return new Verdict.NonInferior(promotion(claim, interval));
    }
    return new Verdict.Inconclusive(
        "the difference lies between %s and %s, and the margin %s between them"
            .formatted(interval.lower(), interval.upper(), claim.margin()),
        OptionalLong.empty(),
        Optional.empty(),
        soFar(claim, interval));
  }

  // By the bound that a promotion waits for, or else by the other.
  private static Optional<Evidence> soFar(Claim claim, Bounds.Interval interval) {
    if (Double.isFinite(interval.upper())) {
      return Optional.of(promotion(claim, interval));
    }
    return Double.isFinite(interval.lower())
        ? Optional.of(harm(claim, interval))
        : Optional.empty();
  }

  private static Evidence harm(Claim claim, Bounds.Interval interval) {
    return evidence(claim, interval, interval.lower(), claim.errors().falseRollback());
  }

  private static Evidence promotion(Claim claim, Bounds.Interval interval) {
    return evidence(claim, interval, interval.upper(), claim.errors().falsePromotion());
  }

  private static Evidence evidence(
      Claim claim, Bounds.Interval interval, double bound, double level) {
    var inputs = new TreeMap<>(interval.inputs());
    putFinite(inputs, "lower", interval.lower());
    putFinite(inputs, "upper", interval.upper());
    inputs.put("margin", claim.margin());
    inputs.put("gain", claim.gain());
    inputs.put("falsePromotion", claim.errors().falsePromotion());
    inputs.put("falseRollback", claim.errors().falseRollback());
    return new Evidence(interval.method(), interval.estimate(), bound, level, inputs);
  }

  private static void putFinite(Map<String, Double> inputs, String name, double bound) {
    if (Double.isFinite(bound)) {
      inputs.put(name, bound);
    }
  }
}
