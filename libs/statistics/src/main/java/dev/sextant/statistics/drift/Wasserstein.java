package dev.sextant.statistics.drift;

import java.util.Arrays;

/**
 * How far values must be moved on average to make one sample of the other (Vaserstein 1969), in the
 * column's unit.
 */
public final class Wasserstein {
  private static final int GRID = 1_024;

  private Wasserstein() {}

  /** The distance of samples that both have values; infinite where doubles do not reach. */
  public static double distance(NumericSample reference, NumericSample current) {
    if (reference.size() == 0 || current.size() == 0) {
      throw new IllegalArgumentException("a sample has no values");
    }
    int i = 0;
    int j = 0;
    double sum = 0;
    double at = Math.min(reference.get(0), current.get(0));
    while (i < reference.size() || j < current.size()) {
      double next =
          Math.min(
              i < reference.size() ? reference.get(i) : Double.POSITIVE_INFINITY,
              j < current.size() ? current.get(j) : Double.POSITIVE_INFINITY);
      double gap = Math.abs((double) i / reference.size() - (double) j / current.size());
      if (gap > 0) {
        sum += gap * (next - at);
      }
      while (i < reference.size() && reference.get(i) == next) {
        i++;
      }
      while (j < current.size() && current.get(j) == next) {
        j++;
      }
      at = next;
    }
    return sum;
  }

  /**
   * What chance alone does not exceed at these sizes, at that level. The difference of two
   * distribution functions of one law is, times the root of nm/(n+m), a Brownian bridge over the
   * ranks; its area over the values of the reference is drawn.
   *
   * @param level such as 0.95
   * @param draws such as 500
   */
  public static double ofChance(
      NumericSample reference, long currentSize, double level, int draws, long seed) {
    if (reference.size() == 0 || currentSize < 1 || draws < 1 || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "no level %s of %d draws for %d and %d values"
              .formatted(level, draws, reference.size(), currentSize));
    }
    int grid = Math.min(GRID, reference.size());
    var step = new double[grid];
    for (int g = 1; g < grid; g++) {
      step[g] = value(reference, g, grid) - value(reference, g - 1, grid);
    }
    double[] areas = BrownianBridges.drawn(grid, draws, seed).areas(step);
    Arrays.sort(areas);
    double noise = 1.0 / reference.size() + 1.0 / currentSize;
    return areas[Math.min(draws - 1, (int) Math.ceil(level * draws) - 1)] * Math.sqrt(noise);
  }

  // The middle of each of equally many ranks.
  private static double value(NumericSample sample, int cell, int grid) {
    return sample.get((int) ((2L * cell + 1) * sample.size() / (2L * grid)));
  }
}
