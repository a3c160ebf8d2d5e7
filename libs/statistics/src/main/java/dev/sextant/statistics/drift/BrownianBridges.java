package dev.sextant.statistics.drift;

import java.lang.ref.SoftReference;
import java.util.Random;

/**
 * Brownian bridges over equally many ranks, drawn from a seed: what the difference of two
 * distribution functions of one law looks like, times the root of nm/(n+m). All columns that are
 * judged with one seed share them, so the last ones drawn are kept while memory lasts.
 */
final class BrownianBridges {
  private static volatile SoftReference<BrownianBridges> last = new SoftReference<>(null);

  private final int ranks;
  private final int draws;
  private final long seed;

  /** How far each is from zero at each rank, one bridge after the other. */
  private final double[] heights;

  private BrownianBridges(int ranks, int draws, long seed) {
    this.ranks = ranks;
    this.draws = draws;
    this.seed = seed;
    this.heights = new double[Math.multiplyExact(draws, ranks)];
    var random = new Random(seed);
    var walk = new double[ranks + 1];
    double scale = Math.sqrt(ranks);
    for (int draw = 0; draw < draws; draw++) {
      for (int rank = 1; rank <= ranks; rank++) {
        walk[rank] = walk[rank - 1] + random.nextGaussian();
      }
      for (int rank = 1; rank < ranks; rank++) {
        heights[draw * ranks + rank] = Math.abs(walk[rank] - walk[ranks] * rank / ranks) / scale;
      }
    }
  }

  /** So many of them over so many ranks. */
  static BrownianBridges drawn(int ranks, int draws, long seed) {
    BrownianBridges known = last.get();
    if (known != null && known.ranks == ranks && known.draws == draws && known.seed == seed) {
      return known;
    }
    var drawn = new BrownianBridges(ranks, draws, seed);
    last = new SoftReference<>(drawn);
    return drawn;
  }

  /**
   * The area of each bridge.
   *
   * @param widths of the ranks, from the second on; the first is not looked at
   */
  double[] areas(double[] widths) {
    var areas = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      double area = 0;
      for (int rank = 1; rank < ranks; rank++) {
        area += heights[draw * ranks + rank] * widths[rank];
      }
      areas[draw] = area;
    }
    return areas;
  }
}
