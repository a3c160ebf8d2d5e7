package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.List;
import java.util.TreeMap;

/**
 * Bounds on an effect whose error comes from clusters, at a few looks that are planned beforehand:
 * {@link GroupSequential} at both rates. Not shipped: on returning users its level could not be
 * confirmed (docs/decisions/0060). It stays here to be compared with.
 *
 * @param fractions of the time (or units) of the whole plan at which to look, rising to 1
 * @param spending how the rates are shared over the looks
 * @param errors over all looks together
 */
record PlannedLooks(List<Double> fractions, GroupSequential.Spending spending, ErrorRates errors) {
  /**
   * The least number of clusters among which each arm's events are divided, for a bound above. More
   * than {@link Effect#MINIMUM_EFFECTIVE}, for these boundaries have no slack for a spread that is
   * small by luck.
   */
  static final int MINIMUM_EFFECTIVE_ABOVE = 100;

  PlannedLooks {
    fractions = List.copyOf(fractions);
    double before = 0;
    for (double fraction : fractions) {
      if (!(fraction > before && fraction <= 1)) {
        throw new IllegalArgumentException("looks rise to 1, unlike " + fractions);
      }
      before = fraction;
    }
  }

  /**
   * Bounds at one of the looks.
   *
   * @param look its number, from 1
   */
  Bounds bounds(int look, Effect effect) {
    if (look < 1 || look > fractions.size()) {
      throw new IllegalArgumentException(
          "there are %d looks, and none numbered %d".formatted(fractions.size(), look));
    }
    return switch (effect) {
      case Effect.Unmeasured(var reason) -> Bounds.Unavailable.because(reason);
      case Effect.Measured measured ->
          measured.lacking().map(Bounds.class::cast).orElseGet(() -> bounds(look, measured));
    };
  }

  private Bounds bounds(int look, Effect.Measured effect) {
    double up = boundary(look, errors.falsePromotion());
    double down = boundary(look, errors.falseRollback());
    if (Double.isInfinite(up) || Double.isInfinite(down)) {
      return Bounds.Unavailable.because("look %d is too early to spend error".formatted(look));
    }
    var inputs = new TreeMap<String, Double>();
    inputs.put("standardError", effect.standardError());
    inputs.put("clusters", (double) effect.clusters());
    inputs.put("effective", effect.effective());
    inputs.put("candidateRate", effect.candidate().rate());
    inputs.put("candidateError", effect.candidate().standardError());
    inputs.put("look", (double) look);
    for (int i = 0; i < fractions.size(); i++) {
      inputs.put("fraction" + (i + 1), fractions.get(i));
    }
    return new Bounds.Interval(
        "PlannedLooks." + spending,
        effect.value(),
        effect.value() - down * effect.standardError(),
        effect.effective() < MINIMUM_EFFECTIVE_ABOVE
            ? Double.POSITIVE_INFINITY
            : effect.value() + above(effect, up),
        inputs);
  }

  private double boundary(int look, double errorRate) {
    var looks = fractions.stream().limit(look).mapToDouble(Double::doubleValue).toArray();
    return new GroupSequential(errorRate, spending).boundaries(looks)[look - 1];
  }

  /** How far above the estimate the effect lies that is z of its own standard errors away. */
  static double above(Effect.Measured effect, double z) {
    double error = effect.standardError();
    if (!(effect.candidate().rate() > 0)) {
      return z * error;
    }
    double ofCandidate = effect.candidate().standardError();
    double growth = z * z * ofCandidate * ofCandidate / effect.candidate().rate();
    return (growth + Math.sqrt(growth * growth + 4 * z * z * error * error)) / 2;
  }
}
