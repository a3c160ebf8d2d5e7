package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Verdict;
import java.util.Arrays;
import java.util.Optional;

/**
 * The sequential test that units were assigned in the proportions that were asked for (Lindon and
 * Malek 2022): a Dirichlet-multinomial over the counts, centred at the proportions, against the
 * multinomial of the proportions. Its p-value may be read at any look. A mismatch makes every
 * comparison of the arms invalid. Count what is assigned independently, such as buckets or new
 * users; requests of returning users are not.
 *
 * @param concentration how near the expected proportions the alternatives lie; large is near
 * @param errorRate the chance of ever calling a right assignment a mismatch
 */
public record SampleRatio(double concentration, double errorRate) {
  /** Sees a shift of a per cent or so among ten thousands of units. */
  public static final SampleRatio USUAL = new SampleRatio(10_000, 0.001);

  public SampleRatio {
    Numbers.requireRate(errorRate);
    if (!(concentration > 0 && Double.isFinite(concentration))) {
      throw new IllegalArgumentException("a concentration is a finite number above 0");
    }
  }

  /**
   * ln of the evidence against the proportions.
   *
   * @param weights of the arms, at least 0; only their ratios matter
   * @param counts of units assigned to each arm so far
   */
  public double logEvidence(double[] weights, long[] counts) {
    double whole = requireArms(weights, counts);
    double units = 0;
    double log = 0;
    for (int arm = 0; arm < weights.length; arm++) {
      if (counts[arm] == 0) {
        continue;
      }
      if (weights[arm] == 0) {
        return Double.POSITIVE_INFINITY;
      }
      double share = weights[arm] / whole;
      double prior = concentration * share;
      double count = counts[arm];
      log += Numbers.logRising(prior, count) - count * StrictMath.log(share);
      units += count;
    }
    return log - Numbers.logRising(concentration, units);
  }

  /**
   * The p-value after one more look.
   *
   * @param before the p-value of the look before; 1 at first
   */
  public double pValue(double before, double[] weights, long[] counts) {
    return Math.min(before, StrictMath.exp(-logEvidence(weights, counts)));
  }

  /** Invalid where the p-value of all looks so far contradicts the weights, else nothing. */
  public Optional<Verdict.Invalid> mismatch(double pValue, double[] weights, long[] counts) {
    return pValue > errorRate
        ? Optional.empty()
        : Optional.of(
            new Verdict.Invalid(
                "units were assigned %s where the weights are %s (sequential p = %.2g)"
                    .formatted(Arrays.toString(counts), Arrays.toString(weights), pValue)));
  }

  private static double requireArms(double[] weights, long[] counts) {
    if (weights.length != counts.length || weights.length == 0) {
      throw new IllegalArgumentException(
          "%d weights do not fit %d counts".formatted(weights.length, counts.length));
    }
    double whole = 0;
    for (int arm = 0; arm < weights.length; arm++) {
      if (!(weights[arm] >= 0 && Double.isFinite(weights[arm])) || counts[arm] < 0) {
        throw new IllegalArgumentException(
            "arm %d cannot have the weight %s and %d units"
                .formatted(arm, weights[arm], counts[arm]));
      }
      whole += weights[arm];
    }
    if (whole == 0) {
      throw new IllegalArgumentException("every weight is 0");
    }
    return whole;
  }
}
