package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The metrics of predictions of one of several classes, numbered from 0. */
public final class MulticlassMetrics {
  private MulticlassMetrics() {}

  /** The share of rows whose class is right. */
  public static Statistic accuracy(int[] truth, int[] predicted) {
    requireClasses(truth, predicted);
    var right = new double[truth.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = truth[i] == predicted[i] ? 1 : 0;
    }
    return mean(right);
  }

  /** The mean over the classes that occur of the share of their rows that is found. */
  public static Statistic balancedAccuracy(int[] truth, int[] predicted) {
    return new Confusion(truth, predicted, Confusion::meanRecall);
  }

  /**
   * The mean over the classes that occur or are predicted of the harmonic mean of precision and
   * recall; 0 for a class of which no row is right.
   */
  public static Statistic macroF1(int[] truth, int[] predicted) {
    return new Confusion(truth, predicted, Confusion::meanF1);
  }

  /**
   * Matthews' correlation of truth and prediction over all classes (Gorodkin 2004), between -1 and
   * 1. Undefined where either is the same in every row.
   */
  public static Statistic matthews(int[] truth, int[] predicted) {
    return new Confusion(truth, predicted, Confusion::correlation);
  }

  /** The mean negative log-likelihood of the true class, of probabilities clipped as in binary. */
  public static Statistic logLoss(int[] truth, double[][] probability) {
    return mean(logLosses(truth, probability));
  }

  /** The log loss of each row. */
  public static double[] logLosses(int[] truth, double[][] probability) {
    requireTable(truth, probability);
    var losses = new double[truth.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] =
          -StrictMath.log(
              Math.clamp(probability[i][truth[i]], BinaryMetrics.CLIP, 1 - BinaryMetrics.CLIP));
    }
    return losses;
  }

  /**
   * The share of rows whose true class is among the k most probable. Classes that are as probable
   * as the true one share the places that are left, so that a row may count in part.
   */
  public static Statistic topK(int[] truth, double[][] probability, int k) {
    requireTable(truth, probability);
    if (k < 1) {
      throw new IllegalArgumentException("k is at least 1, not " + k);
    }
    var found = new double[truth.length];
    for (int i = 0; i < found.length; i++) {
      double own = probability[i][truth[i]];
      long above = Arrays.stream(probability[i]).filter(p -> p > own).count();
      long equal = Arrays.stream(probability[i]).filter(p -> p == own).count();
      found[i] = Math.clamp((double) (k - above) / equal, 0.0, 1.0);
    }
    return mean(found);
  }

  /**
   * The mean over classes of the area under the ROC curve of one class against the rest. Undefined
   * where a class has no rows.
   */
  public static Statistic macroAuc(int[] truth, double[][] probability) {
    int classes = requireTable(truth, probability);
    var areas = new ArrayList<Statistic>();
    for (int c = 0; c < classes; c++) {
      var positive = new boolean[truth.length];
      var score = new double[truth.length];
      for (int i = 0; i < truth.length; i++) {
        positive[i] = truth[i] == c;
        score[i] = probability[i][c];
      }
      areas.add(BinaryMetrics.auc(positive, score));
    }
    return new Mean(truth.length, areas);
  }

  private static Statistic mean(double[] values) {
    return new WeightedMean(values, DoubleUnaryOperator.identity());
  }

  private static int requireClasses(int[] truth, int[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(truth.length, predicted.length));
    }
    int largest = -1;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] < 0 || predicted[i] < 0) {
        throw new IllegalArgumentException("row %d has a class below 0".formatted(i));
      }
      largest = Math.max(largest, Math.max(truth[i], predicted[i]));
    }
    return largest + 1;
  }

  private static int requireTable(int[] truth, double[][] probability) {
    if (truth.length != probability.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(truth.length, probability.length));
    }
    int classes = truth.length == 0 ? 0 : probability[0].length;
    for (int i = 0; i < truth.length; i++) {
      if (probability[i].length != classes || truth[i] < 0 || truth[i] >= classes) {
        throw new IllegalArgumentException(
            "row %d has the class %d of %d, among %d"
                .formatted(i, truth[i], probability[i].length, classes));
      }
      Rows.requireProbabilities(probability[i]);
    }
    return classes;
  }

  /** The mean of several statistics of the same rows; undefined where one is. */
  private record Mean(int rows, List<Statistic> parts) implements Statistic {
    @Override
    public Estimate estimate(int[] weights) {
      double sum = 0;
      for (Statistic part : parts) {
        switch (part.estimate(weights)) {
          case Estimate.Value(var value) -> sum += value;
          case Estimate.Undefined undefined -> {
            return undefined;
          }
        }
      }
      return parts.isEmpty() ? Estimate.Undefined.NO_ROWS : Estimate.of(sum / parts.size());
    }
  }

  /** A function of how many rows of each class were taken for each. */
  private static final class Confusion implements Statistic {
    private final int[] truth;
    private final int[] predicted;
    private final int classes;
    private final Finish finish;

    /** Rows, found rows and predicted rows of each class. */
    private interface Finish {
      Estimate of(long rows, double[] actual, double[] called, double[] right);
    }

    Confusion(int[] truth, int[] predicted, Finish finish) {
      this.classes = requireClasses(truth, predicted);
      this.truth = truth.clone();
      this.predicted = predicted.clone();
      this.finish = finish;
    }

    @Override
    public int rows() {
      return truth.length;
    }

    @Override
    public Estimate estimate(int[] weights) {
      var actual = new double[classes];
      var called = new double[classes];
      var right = new double[classes];
      long rows = 0;
      for (int i = 0; i < truth.length; i++) {
        rows += weights[i];
        actual[truth[i]] += weights[i];
        called[predicted[i]] += weights[i];
        right[truth[i]] += truth[i] == predicted[i] ? weights[i] : 0;
      }
      return rows == 0 ? Estimate.Undefined.NO_ROWS : finish.of(rows, actual, called, right);
    }

    static Estimate meanRecall(long rows, double[] actual, double[] called, double[] right) {
      double sum = 0;
      int present = 0;
      for (int c = 0; c < actual.length; c++) {
        if (actual[c] > 0) {
          sum += right[c] / actual[c];
          present++;
        }
      }
      return Estimate.of(sum / present);
    }

    static Estimate meanF1(long rows, double[] actual, double[] called, double[] right) {
      double sum = 0;
      int present = 0;
      for (int c = 0; c < actual.length; c++) {
        if (actual[c] + called[c] > 0) {
          sum += 2 * right[c] / (actual[c] + called[c]);
          present++;
        }
      }
      return Estimate.of(sum / present);
    }

    static Estimate correlation(long rows, double[] actual, double[] called, double[] right) {
      double hits = Arrays.stream(right).sum();
      double product = 0;
      double actuals = 0;
      double calls = 0;
      for (int c = 0; c < actual.length; c++) {
        product += actual[c] * called[c];
        actuals += actual[c] * actual[c];
        calls += called[c] * called[c];
      }
      double all = (double) rows * rows;
      if (actuals == all || calls == all) {
        return new Estimate.Undefined(
            "the %s is the same in every row".formatted(actuals == all ? "truth" : "prediction"));
      }
      return Estimate.of(
          (hits * rows - product) / (Math.sqrt(all - actuals) * Math.sqrt(all - calls)));
    }
  }
}
