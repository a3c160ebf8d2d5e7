package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Units;
import java.util.Random;

/**
 * A binary classifier: rows of users, scores that may mean more than they say.
 *
 * @param users there are
 * @param rows of each user, who differ where there is more than one
 * @param shift of the rows
 * @param sharpness by what log-odds are multiplied to make the score; 1 is calibrated
 * @param concept by what log-odds have moved since
 */
record ScoreWorld(int users, int rows, double shift, double sharpness, double concept) {

  /** Scores, truth, what is called positive, and users. */
  static final class Sample {
    private final double[] score;
    private final boolean[] positive;
    private final boolean[] called;
    private final Units units;

    private Sample(double[] score, boolean[] positive, boolean[] called, Units units) {
      this.score = score;
      this.positive = positive;
      this.called = called;
      this.units = units;
    }

    double[] score() {
      return score;
    }

    boolean[] positive() {
      return positive;
    }

    boolean[] called() {
      return called;
    }

    Units units() {
      return units;
    }

    double[] labels() {
      var labels = new double[positive.length];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = positive[row] ? 1 : 0;
      }
      return labels;
    }
  }

  Sample draw(Random random) {
    int size = users * rows;
    var score = new double[size];
    var positive = new boolean[size];
    var called = new boolean[size];
    var unit = new int[size];
    int row = 0;
    for (int user = 0; user < users; user++) {
      double own = rows == 1 ? 0 : random.nextGaussian();
      for (int i = 0; i < rows; i++, row++) {
        double odds = 1.5 * random.nextGaussian() - 0.5 + shift;
        score[row] = logistic(sharpness * odds);
        // What a user has of its own is not in the score.
        positive[row] = random.nextDouble() < logistic(odds + own + concept);
        called[row] = score[row] >= 0.5;
        unit[row] = user;
      }
    }
    return new Sample(score, positive, called, Units.of(unit));
  }

  private static double logistic(double odds) {
    return 1 / (1 + Math.exp(-odds));
  }
}
