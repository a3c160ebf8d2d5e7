package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import java.util.Arrays;
import java.util.Random;

/**
 * A regression whose errors depend on the row: users with one or more rows each.
 *
 * @param users there are
 * @param rows of each user
 * @param shift of the feature on which the size of errors depends
 * @param worse by what all errors are multiplied
 */
record LossWorld(int users, int rows, double shift, double worse) {

  /** Rows with the features and the prediction last, their absolute errors, and their users. */
  static final class Sample {
    private final double[][] rows;
    private final double[] losses;
    private final Units units;

    private Sample(double[][] rows, double[] losses, Units units) {
      this.rows = rows;
      this.losses = losses;
      this.units = units;
    }

    double[][] rows() {
      return rows;
    }

    double[] losses() {
      return losses;
    }

    Units units() {
      return units;
    }

    double realised() {
      return Arrays.stream(losses).average().orElseThrow();
    }
  }

  Sample draw(Random random) {
    var features = new double[users * rows][];
    var losses = new double[users * rows];
    var unit = new int[users * rows];
    int row = 0;
    for (int user = 0; user < users; user++) {
      // What a user has of its own moves all errors of the user.
      double own = rows == 1 ? 1 : Math.exp(0.5 * random.nextGaussian() - 0.125);
      for (int i = 0; i < rows; i++, row++) {
        double plain = random.nextGaussian();
        double noisy = random.nextGaussian() + shift;
        double idle = random.nextGaussian();
        double spread = (0.3 + 0.7 / (1 + Math.exp(-2 * noisy))) * (1 + 0.5 * Math.abs(plain));
        features[row] = new double[] {plain, noisy, idle, 2 * plain + noisy};
        losses[row] = worse * own * spread * Math.abs(random.nextGaussian());
        unit[row] = user;
      }
    }
    return new Sample(features, losses, Units.of(unit));
  }
}
