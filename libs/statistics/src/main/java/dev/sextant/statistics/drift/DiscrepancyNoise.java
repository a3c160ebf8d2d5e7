package dev.sextant.statistics.drift;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What chance does to a difference of mean features, as deals show it: how far along the direction
 * in which it varies most, and how much across it.
 */
final class DiscrepancyNoise {
  private static final int ROUNDS = 25;

  private final double deviation;
  private final double[] across;

  private DiscrepancyNoise(double deviation, double[] across) {
    this.deviation = deviation;
    this.across = across;
  }

  /** Of the differences that deals make. */
  static DiscrepancyNoise of(double[][] differences) {
    double[] direction = unit(differences[0]);
    for (int round = 0; round < ROUNDS; round++) {
      var next = new double[direction.length];
      for (double[] difference : differences) {
        double along = FeatureDeal.product(difference, direction);
        for (int i = 0; i < next.length; i++) {
          next[i] += along * difference[i];
        }
      }
      direction = unit(next);
    }
    double sum = 0;
    var across = new double[differences.length];
    for (int draw = 0; draw < across.length; draw++) {
      double along = FeatureDeal.product(differences[draw], direction);
      sum += along * along;
      across[draw] = FeatureDeal.product(differences[draw], differences[draw]) - along * along;
    }
    Arrays.sort(across);
    return new DiscrepancyNoise(Math.sqrt(sum / across.length), across);
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(FeatureDeal.product(vector, vector));
    return length > 0 ? Arrays.stream(vector).map(x -> x / length).toArray() : vector;
  }

  /**
   * What the true discrepancy D does not exceed, where that difference was seen. Its square is at
   * least that of its part along the true difference, D and normal noise, and the square of what
   * noise adds across that. The noise along it is no wider than where it is widest, and across it
   * no smaller than across there; each may be out by chance at half the rate.
   */
  double upper(double[] seen, double errorRate) {
    double low = across[Math.max(0, (int) Math.floor(errorRate / 2 * across.length) - 1)];
    double room = NormalDistribution.of(0, 1).inverseSurvivalProbability(errorRate / 2) * deviation;
    return room + Math.sqrt(Math.max(0, FeatureDeal.product(seen, seen) - low));
  }
}
