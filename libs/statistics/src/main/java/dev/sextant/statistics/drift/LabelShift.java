package dev.sextant.statistics.drift;

import java.util.Arrays;

/**
 * How often each class occurs now, from predictions alone, where only the shares of the classes
 * have changed and what belongs to a class looks as before. Whether that is so must be checked
 * elsewhere: where it is not, the shares mean nothing.
 */
public final class LabelShift {
  private static final double CONDITION_AT_MOST = 100;
  private static final int ROUNDS = 10_000;
  private static final double STILL = 1e-12;

  private LabelShift() {}

  /** The shares of classes, or why there are none. */
  public sealed interface Result {
    /** The shares now, and by how much each class is more frequent than it was. */
    final class Shares implements Result {
      private final double[] shares;
      private final double[] weights;

      Shares(double[] shares, double[] weights) {
        this.shares = shares;
        this.weights = weights;
      }

      /** Of each class, between 0 and 1; they add up to 1. */
      public double[] shares() {
        return shares.clone();
      }

      /** Of each class: its share now over its share in the reference. */
      public double[] weights() {
        return weights.clone();
      }
    }

    /** The evidence does not tell. */
    record Unknown(String reason) implements Result {}
  }

  /**
   * From how often each class is predicted and how predictions and truth went together in the
   * reference (Lipton and others 2018).
   *
   * @param confusion rows of the reference by predicted class, then by true class
   * @param predicted how often each class is predicted now
   * @param minimum rows of each true class in the reference, such as 30
   */
  public static Result bySolving(long[][] confusion, long[] predicted, long minimum) {
    int classes = predicted.length;
    requireSquare(confusion, classes);
    double rows = 0;
    var truth = new double[classes];
    for (long[] line : confusion) {
      for (int c = 0; c < classes; c++) {
        truth[c] += line[c];
        rows += line[c];
      }
    }
    double now = Arrays.stream(predicted).sum();
    if (rows == 0 || now == 0) {
      return new Result.Unknown("there are no rows");
    }
    for (int c = 0; c < classes; c++) {
      if (truth[c] < minimum) {
        return new Result.Unknown(
            "class %d has %.0f rows in the reference, %d are asked for"
                .formatted(c, truth[c], minimum));
      }
    }
    var system = new double[classes][classes];
    var right = new double[classes];
    for (int p = 0; p < classes; p++) {
      right[p] = predicted[p] / now;
      for (int c = 0; c < classes; c++) {
        system[p][c] = confusion[p][c] / rows;
      }
    }
    var inverse = Matrices.inverse(system);
    if (inverse.isEmpty()
        || Matrices.norm(system) * Matrices.norm(inverse.get()) > CONDITION_AT_MOST) {
      return new Result.Unknown(
          "predictions tell the classes apart too badly to be turned into shares");
    }
    double[] weights = Matrices.times(inverse.get(), right);
    for (int c = 0; c < classes; c++) {
      weights[c] = Math.max(0, weights[c]);
      truth[c] /= rows;
    }
    return shares(weights, truth);
  }

  /**
   * The shares under which calibrated probabilities are most likely, by expectation and
   * maximisation (Saerens and others 2002).
   *
   * @param prior the share of each class in the reference, all above 0
   * @param probability of each class, one line a current row
   */
  public static Result byLikelihood(double[] prior, double[][] probability) {
    requirePrior(prior);
    if (probability.length == 0) {
      return new Result.Unknown("there are no rows");
    }
    for (double[] row : probability) {
      requireRow(row, prior.length);
    }
    double[] weights = new double[prior.length];
    Arrays.fill(weights, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = maximise(prior, probability, weights);
      double moved = 0;
      for (int c = 0; c < next.length; c++) {
        moved = Math.max(moved, Math.abs(next[c] - weights[c]) * prior[c]);
      }
      weights = next;
      if (moved < STILL) {
        return shares(weights, prior);
      }
    }
    return new Result.Unknown("the shares did not settle in %d rounds".formatted(ROUNDS));
  }

  private static double[] maximise(double[] prior, double[][] probability, double[] weights) {
    var next = new double[prior.length];
    for (double[] row : probability) {
      double whole = 0;
      for (int c = 0; c < row.length; c++) {
        whole += weights[c] * row[c];
      }
      for (int c = 0; c < row.length && whole > 0; c++) {
        next[c] += weights[c] * row[c] / whole;
      }
    }
    double sum = Arrays.stream(next).sum();
    for (int c = 0; c < next.length; c++) {
      next[c] /= sum * prior[c];
    }
    return next;
  }

  private static Result shares(double[] weights, double[] prior) {
    var shares = new double[prior.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = weights[c] * prior[c];
    }
    double sum = Arrays.stream(shares).sum();
    if (!(sum > 0)) {
      return new Result.Unknown("no shares explain what is predicted");
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
      weights[c] = shares[c] / prior[c];
    }
    return new Result.Shares(shares, weights);
  }

  private static void requireSquare(long[][] confusion, int classes) {
    if (confusion.length != classes) {
      throw new IllegalArgumentException(
          "%d classes and %d lines do not fit".formatted(classes, confusion.length));
    }
    for (long[] line : confusion) {
      if (line.length != classes || Arrays.stream(line).anyMatch(n -> n < 0)) {
        throw new IllegalArgumentException(
            "a line holds a count for each of %d classes".formatted(classes));
      }
    }
  }

  private static void requirePrior(double[] prior) {
    if (Arrays.stream(prior).anyMatch(p -> !(p > 0 && p <= 1))
        || Math.abs(Arrays.stream(prior).sum() - 1) > 1e-6) {
      throw new IllegalArgumentException(
          "shares above 0 that add up to 1 are needed, not " + Arrays.toString(prior));
    }
  }

  private static void requireRow(double[] row, int classes) {
    if (row.length != classes
        || Arrays.stream(row).anyMatch(p -> !(p >= 0 && p <= 1))
        || Math.abs(Arrays.stream(row).sum() - 1) > 1e-3) {
      throw new IllegalArgumentException(
          "a row holds probabilities of %d classes that add up to 1".formatted(classes));
    }
  }
}
