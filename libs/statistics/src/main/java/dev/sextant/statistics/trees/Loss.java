package dev.sextant.statistics.trees;

import java.util.Arrays;

/** What trees are to make small, summed over the weights of rows. */
public enum Loss {
  /** Half the squared distance of the score from the target, which is any number. */
  SQUARED {
    @Override
    double slope(double target, double score) {
      return target - score;
    }

    @Override
    double curvature(double score) {
      return 1;
    }

    @Override
    double start(double[] target, double[] weight, int[] chosen) {
      double weights = Arrays.stream(chosen).mapToDouble(row -> weight[row]).sum();
      return Arrays.stream(chosen).mapToDouble(row -> weight[row] * target[row]).sum() / weights;
    }

    @Override
    boolean allows(double target) {
      return Double.isFinite(target);
    }
  },

  /**
   * The negative logarithm of the likelihood of a target between 0 and 1, where the score is the
   * logarithm of the odds. It starts from even odds.
   */
  LOGISTIC {
    @Override
    double slope(double target, double score) {
      return target - probability(score);
    }

    @Override
    double curvature(double score) {
      double p = probability(score);
      return p * (1 - p);
    }

    @Override
    double start(double[] target, double[] weight, int[] chosen) {
      return 0;
    }

    @Override
    boolean allows(double target) {
      return target >= 0 && target <= 1;
    }
  };

  private static double probability(double score) {
    return 1 / (1 + StrictMath.exp(-score));
  }

  /** The negative first derivative by the score. */
  abstract double slope(double target, double score);

  /** The second derivative by the score. */
  abstract double curvature(double score);

  /** The score before the first tree. */
  abstract double start(double[] target, double[] weight, int[] chosen);

  abstract boolean allows(double target);
}
