package dev.sextant.statistics.sequential;

/**
 * The asymptotic confidence sequence for a mean or a difference of means of independent units
 * (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024), two-sided, tightest about a number of
 * units named beforehand. It knows the standard error only from the sample: below its minimum
 * counts, or with units that are not independent, its level does not hold.
 *
 * @param tightest about how many units it is tightest at, both arms together
 * @param errorRate the chance that the sequence ever leaves out the truth
 */
public record AsymptoticSequence(double tightest, double errorRate) {

  public AsymptoticSequence {
    Numbers.requireRate(errorRate);
    if (!(tightest >= 1 && Double.isFinite(tightest))) {
      throw new IllegalArgumentException("a sequence is tightest at 1 unit or more");
    }
  }

  /** The tuning constant of the sequence. */
  public double rho() {
    double twice = -2 * StrictMath.log(errorRate);
    return StrictMath.sqrt((twice + StrictMath.log(twice + 1)) / tightest);
  }

  /**
   * How far the truth lies from the estimate at most, at every look at once.
   *
   * @param standardError of the estimate, above 0
   * @param units how many were seen, both arms together
   */
  public double halfWidth(double standardError, double units) {
    requireSeen(standardError, units);
    double spread = units * rho() * rho();
    double log = StrictMath.log(StrictMath.sqrt(spread + 1) / errorRate);
    return standardError * StrictMath.sqrt(2 * (spread + 1) / spread * log);
  }

  /**
   * The always-valid p-value of a difference of 0 (or of an estimate already taken from it).
   *
   * @param estimate of the difference
   */
  public double pValue(double estimate, double standardError, double units) {
    requireSeen(standardError, units);
    double spread = units * rho() * rho();
    double z = estimate / standardError;
    double log = z * z * spread / (2 * (spread + 1)) - 0.5 * StrictMath.log1p(spread);
    return Math.min(1, StrictMath.exp(-log));
  }

  private static void requireSeen(double standardError, double units) {
    if (!(standardError > 0 && units > 0)
        || Double.isInfinite(standardError)
        || Double.isInfinite(units)) {
      throw new IllegalArgumentException(
          "a sequence needs units and a standard error above 0, not %s and %s"
              .formatted(units, standardError));
    }
  }
}
