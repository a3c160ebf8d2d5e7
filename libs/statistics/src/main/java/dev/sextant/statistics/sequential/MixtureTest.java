package dev.sextant.statistics.sequential;

/**
 * The mixture sequential probability ratio test of a mean difference of pairs with known variance
 * (Robbins 1970; Johari, Koomen, Pekelis and Walsh 2022): the likelihood ratio averaged over a
 * normal prior of effects. Its p-value may be read at any look.
 *
 * @param variance of one pair's difference, above 0, known beforehand: one that is taken from few
 *     pairs makes the level void
 * @param effect the standard deviation of the effects that are expected, above 0
 */
public record MixtureTest(double variance, double effect) {

  public MixtureTest {
    if (!(variance > 0 && effect > 0) || Double.isInfinite(variance) || Double.isInfinite(effect)) {
      throw new IllegalArgumentException(
          "variance and effect are finite numbers above 0, unlike %s and %s"
              .formatted(variance, effect));
    }
  }

  /**
   * ln of the likelihood ratio against a difference of 0.
   *
   * @param mean of the differences so far (less what the difference is tested against)
   */
  public double logRatio(double mean, long pairs) {
    if (pairs < 0 || !Double.isFinite(mean)) {
      throw new IllegalArgumentException("%d pairs have no mean of %s".formatted(pairs, mean));
    }
    double total = variance + pairs * effect * effect;
    double exponent = pairs * effect * mean / StrictMath.sqrt(2 * variance * total);
    return 0.5 * StrictMath.log(variance / total) + exponent * exponent;
  }

  /**
   * The p-value after one more look.
   *
   * @param before the p-value of the look before; 1 at first
   */
  public double pValue(double before, double mean, long pairs) {
    return Math.min(before, StrictMath.exp(-logRatio(mean, pairs)));
  }
}
