package dev.sextant.statistics.choice;

/**
 * Numbers that depend on a seed and their own number alone, in whatever order they are asked for.
 */
final class Draws {
  private Draws() {}

  /** A number of at least 0 and below 1. */
  static double uniform(long seed, long number) {
    return (bits(seed, number) >>> 11) * 0x1.0p-53;
  }

  /** All bits, as a seed of further numbers. */
  static long bits(long seed, long number) {
    return mix(mix(seed) ^ number);
  }

  // The finaliser of SplitMix64; the constant keeps zero from being a fixed point.
  private static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
