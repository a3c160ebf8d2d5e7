package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * One-sided bounds at every look on an effect whose error comes from clusters: a mixture over
 * normal effects of one sign (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021), with time
 * measured by information, 1 / standardError squared, instead of units. Returning users make the
 * estimates of two looks more alike than independent units would, and information grows less: both
 * are in the clusters' spread, so the level holds where a sequence over requests loses it
 * (docs/decisions/0060). It is asymptotic: below its minimum counts it says nothing.
 *
 * @param expected about how much information the verdict is expected at, where the bounds are
 *     tightest; named beforehand
 */
public record InformationSequence(double expected) {
  // The prior's variance for which the bounds are about tightest at the expected information, for
  // error rates between 0.1 % and 10 %.
  private static final double TUNING = 8;

  // So far above that no metric gets there: the evidence does not bound the effect yet.
  private static final double UNBOUNDED = 1e100;

  public InformationSequence {
    if (!(expected > 0 && Double.isFinite(expected))) {
      throw new IllegalArgumentException("information is a finite number above 0");
    }
  }

  /**
   * A sequence that is tightest where a candidate that equals stable is about to be proved within
   * the margin.
   *
   * @param margin in the metric's unit, above 0
   */
  public static InformationSequence forMargin(double margin) {
    // About three standard errors between no difference and the margin, squared.
    return new InformationSequence(10 / (margin * margin));
  }

  /** Bounds on the effect, the lower at the rate of rollbacks, the upper at that of promotions. */
  public Bounds bounds(Effect effect, ErrorRates errors) {
    return switch (effect) {
      case Effect.Unmeasured(var reason) -> Bounds.Unavailable.because(reason);
      case Effect.Measured measured -> bounds(measured, errors);
    };
  }

  private Bounds bounds(Effect.Measured effect, ErrorRates errors) {
    var lacking = effect.lacking();
    if (lacking.isPresent()) {
      return lacking.get();
    }
    double down = distance(effect.information(), errors.falseRollback());
    double up = above(effect, errors.falsePromotion());
    var inputs = new TreeMap<String, Double>();
    inputs.put("standardError", effect.standardError());
    inputs.put("clusters", (double) effect.clusters());
    inputs.put("effective", effect.effective());
    inputs.put("candidateRate", effect.candidate().rate());
    inputs.put("candidateError", effect.candidate().standardError());
    inputs.put("expectedInformation", expected);
    inputs.putAll(errors.inputs());
    return new Bounds.Interval(
        "InformationSequence", effect.value(), effect.value() - down, effect.value() + up, inputs);
  }

  // As below, where the error grows with the effect that is tested: see Effect.Measured.
  private double above(Effect.Measured effect, double errorRate) {
    double target = -StrictMath.log(errorRate);
    double prior = expected / TUNING;
    DoubleUnaryOperator against =
        distance -> {
          double error = effect.standardErrorAt(effect.value() + distance);
          double information = 1 / (error * error);
          return logMixture(distance * information, information, prior);
        };
    double far = effect.standardError();
    while (far < UNBOUNDED && against.applyAsDouble(far) < target) {
      far *= 4;
    }
    return far < UNBOUNDED ? Numbers.crossing(against, target, 0, far) : Double.POSITIVE_INFINITY;
  }

  /**
   * How far the effect lies below its estimate at most, at every look at once.
   *
   * @param information above 0 and finite
   */
  double distance(double information, double errorRate) {
    double prior = expected / TUNING;
    double target = -StrictMath.log(errorRate);
    double far = 10 * StrictMath.sqrt((information + prior) * (target + information / prior + 1));
    double sum = Numbers.crossing(s -> logMixture(s, information, prior), target, 0, far);
    return sum / information;
  }

  // ln of the evidence for a positive effect from a score of that information.
  static double logMixture(double score, double information, double prior) {
    double whole = information + prior;
    return StrictMath.log(2)
        + 0.5 * StrictMath.log(prior / whole)
        + score * score / (2 * whole)
        + StrictMath.log(Numbers.normalTail(-score / StrictMath.sqrt(whole)));
  }
}
