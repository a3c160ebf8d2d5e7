package dev.sextant.statistics.numeric;

import java.util.Random;

/**
 * Numbers that depend on a seed and their own number alone, in whatever order they are asked for;
 * and cards of a deck.
 */
public final class Draws {
  private Draws() {}

  /** A number of at least 0 and below 1. */
  public static double uniform(long seed, long number) {
    return uniform(bits(seed, number));
  }

  /** A number of at least 0 and below 1, for two numbers of its own. */
  public static double uniform(long seed, long number, long other) {
    return uniform(mix(bits(seed, number) ^ other));
  }

  /** All bits, as a seed of further numbers. */
  public static long bits(long seed, long number) {
    return mix(mix(seed) ^ number);
  }

  /**
   * Draws numbers of a deck without putting any back, and swaps them to its front (Fisher and Yates
   * 1938). A deck that was drawn from before may be drawn from again.
   */
  public static void toFront(int[] deck, int count, Random random) {
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(deck.length - i);
      int drawn = deck[j];
      deck[j] = deck[i];
      deck[i] = drawn;
    }
  }

  private static double uniform(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  // The finaliser of SplitMix64; the constant keeps zero from being a fixed point.
  private static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
