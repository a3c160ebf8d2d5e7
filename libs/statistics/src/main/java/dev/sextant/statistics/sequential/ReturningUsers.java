package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.List;

/**
 * The sequence for a rate of users that return and are assigned by bucket, where each request's
 * outcome lies between 0 and 1: {@link InformationSequence} over all periods of constant weights,
 * which is narrow once there are events, and {@link ArmDifference#ofClusterMeans} in the current
 * period, which is exact and needs none. They share the error rates, and all looks are intersected.
 * Why these two: docs/decisions/0060.
 *
 * @param margin of the claim, above 0: where the sequence is tightest
 * @param errors over all looks together
 * @param exactLooks how many looks were exact so far
 * @param unitsThen how many units there were at the last exact look
 * @param looks what all looks so far say together
 * @param last what the last look alone said
 */
public record ReturningUsers(
    double margin,
    ErrorRates errors,
    int exactLooks,
    double unitsThen,
    RunningIntersection looks,
    Bounds last) {
  /** The share of the error rates that the exact looks get. */
  private static final double EXACT_SHARE = 0.2;

  public ReturningUsers {
    if (!(margin > 0 && Double.isFinite(margin)) || exactLooks < 0 || !(unitsThen >= 0)) {
      throw new IllegalArgumentException(
          "a margin of %s, %d exact looks and %s units are no state"
              .formatted(margin, exactLooks, unitsThen));
    }
  }

  /** Before the first look. */
  public static ReturningUsers start(double margin, ErrorRates errors) {
    return new ReturningUsers(
        margin,
        errors,
        0,
        0,
        RunningIntersection.START,
        Bounds.Unavailable.because("nothing was looked at yet"));
  }

  /**
   * After one more look.
   *
   * @param strata all periods of constant weights so far with their totals so far, the current one
   *     last
   */
  public ReturningUsers and(List<Effects.Stratum> strata) {
    Bounds narrow =
        InformationSequence.forMargin(margin)
            .bounds(Effects.stratified(strata), errors.times(1 - EXACT_SHARE));
    double units =
        strata.stream().mapToDouble(s -> s.stable().units() + s.candidate().units()).sum();
    if (strata.isEmpty() || units < 2 * unitsThen || !couldProve(strata.getLast())) {
      return new ReturningUsers(margin, errors, exactLooks, unitsThen, looks.and(narrow), narrow);
    }
    int look = exactLooks + 1;
    Bounds exact =
        ArmDifference.ofClusterMeans(
            strata.getLast().stable(),
            strata.getLast().candidate(),
            LookSpending.at(look, errors.times(EXACT_SHARE)));
    return new ReturningUsers(
        margin,
        errors,
        look,
        units,
        looks.and(narrow).and(exact),
        narrow instanceof Bounds.Interval ? narrow : exact);
  }

  /** What all looks so far say together. */
  public Bounds bounds() {
    return looks.bounds(last);
  }

  // Fewer clusters could not prove the margin even without a single event.
  private boolean couldProve(Effects.Stratum current) {
    int clusters = Math.min(current.stable().present(), current.candidate().present());
    double rate = errors.falsePromotion() * EXACT_SHARE / 2;
    return clusters * -StrictMath.log1p(-Math.min(margin, 0.5)) > -StrictMath.log(rate);
  }
}
