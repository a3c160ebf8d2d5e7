package dev.sextant.statistics.evaluation;

/**
 * How often a unit is drawn into a bootstrap replicate: a Poisson(1) number that depends on seed,
 * replicate and unit alone, so that parts of a sample can be resampled apart and merged.
 */
final class PoissonWeights {
  // P(weight <= k) for k = 0, 1, ...; beyond the last one lies less than 1e-16.
  private static final double[] CUMULATIVE = cumulative(18);

  private PoissonWeights() {}

  static int weight(long seed, long replicate, long unit) {
    double uniform = (mix(mix(mix(seed) ^ replicate) ^ unit) >>> 11) * 0x1.0p-53;
    int weight = 0;
    while (weight < CUMULATIVE.length && uniform >= CUMULATIVE[weight]) {
      weight++;
    }
    return weight;
  }

  // The finaliser of SplitMix64; the constant keeps zero from being a fixed point.
  private static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
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
