package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.function.DoubleUnaryOperator;

/** The metrics of predicted probabilities of the positive one of two classes. */
public final class BinaryMetrics {
  /** Probabilities are held this far from 0 and 1 before a logarithm is taken. */
  public static final double CLIP = Math.ulp(1.0);

  private BinaryMetrics() {}

  /**
   * The probability that a positive row scores higher than a negative one, ties counting one half.
   * Exact; the scores need not be probabilities. Undefined when only one class occurs.
   */
  public static Statistic auc(boolean[] positive, double[] score) {
    Rows.requirePaired(positive, score);
    return AreaUnderCurve.of(positive, score);
  }

  /** The mean negative log-likelihood, of probabilities clipped by {@link #CLIP}. */
  public static Statistic logLoss(boolean[] positive, double[] probability) {
    return mean(logLosses(positive, probability));
  }

  /**
   * The mean squared difference between the score and the truth as 0 or 1. The Brier score where
   * the scores are probabilities; defined for any numbers.
   */
  public static Statistic brier(boolean[] positive, double[] score) {
    return mean(squaredErrors(positive, score));
  }

  /** The share of rows whose class is right when scores from the threshold on are positive. */
  public static Statistic accuracy(boolean[] positive, double[] score, double threshold) {
    Rows.requirePaired(positive, score);
    var right = new double[score.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = (score[i] >= threshold) == positive[i] ? 1 : 0;
    }
    return mean(right);
  }

  /** The log loss of each row. */
  public static double[] logLosses(boolean[] positive, double[] probability) {
    Rows.requirePaired(positive, probability);
    Rows.requireProbabilities(probability);
    var losses = new double[probability.length];
    for (int i = 0; i < losses.length; i++) {
      double clipped = Math.clamp(probability[i], CLIP, 1 - CLIP);
      losses[i] = -StrictMath.log(positive[i] ? clipped : 1 - clipped);
    }
    return losses;
  }

  /** The squared error of each row. */
  public static double[] squaredErrors(boolean[] positive, double[] score) {
    Rows.requirePaired(positive, score);
    var errors = new double[score.length];
    for (int i = 0; i < errors.length; i++) {
      double error = score[i] - (positive[i] ? 1 : 0);
      errors[i] = error * error;
    }
    return errors;
  }

  private static Statistic mean(double[] values) {
    return new WeightedMean(values, DoubleUnaryOperator.identity());
  }
}
