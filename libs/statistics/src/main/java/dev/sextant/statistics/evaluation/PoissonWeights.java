package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Draws;

/**
 * How often a unit is drawn into a bootstrap replicate: a Poisson(1) number that depends on seed,
 * replicate and unit alone, so that parts of a sample can be resampled apart and merged.
 */
final class PoissonWeights {
  // P(weight <= k) for k = 0, 1, ...; beyond the last one lies less than 1e-16.
  private static final double[] CUMULATIVE = cumulative(18);

  private PoissonWeights() {}

  static int weight(long seed, long replicate, long unit) {
    double uniform = Draws.uniform(seed, replicate, unit);
    int weight = 0;
    while (weight < CUMULATIVE.length && uniform >= CUMULATIVE[weight]) {
      weight++;
    }
    return weight;
  }

  private static double[] cumulative(int terms) {
    var cumulative = new double[terms];
    double term = StrictMath.exp(-1);
    double sum = 0;
    for (int k = 0; k < terms; k++) {
      sum += term;
      cumulative[k] = sum;
      term /= k + 1;
    }
    return cumulative;
  }
}
