package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.numeric.Rows;

/**
 * The metrics of a binary classifier that are to be expected from its calibrated probabilities,
 * before any label has come. Right only while probabilities stay calibrated: a change of what
 * belongs to a class, or rows unlike any that were seen, cannot be noticed here. Show it beside a
 * test of that, and compare it with the truth once labels are there.
 *
 * @param truePositives rows called positive that are so, on average
 * @param falsePositives rows called positive that are not
 * @param falseNegatives rows called negative that are positive
 * @param trueNegatives rows called negative that are so
 * @param accuracyError the standard deviation of the accuracy over the labels that may come
 */
public record ExpectedPerformance(
    double truePositives,
    double falsePositives,
    double falseNegatives,
    double trueNegatives,
    double accuracyError) {

  /**
   * Of probabilities and decisions.
   *
   * @param probability that each row is positive, calibrated
   * @param called positive or not
   */
  public static ExpectedPerformance of(double[] probability, boolean[] called) {
    Rows.requirePaired(called, probability);
    Rows.requireProbabilities(probability);
    double tp = 0;
    double fp = 0;
    double fn = 0;
    double tn = 0;
    double variance = 0;
    for (int i = 0; i < called.length; i++) {
      double p = probability[i];
      tp += called[i] ? p : 0;
      fp += called[i] ? 1 - p : 0;
      fn += called[i] ? 0 : p;
      tn += called[i] ? 0 : 1 - p;
      variance += p * (1 - p);
    }
    double error = called.length == 0 ? 0 : Math.sqrt(variance) / called.length;
    return new ExpectedPerformance(tp, fp, fn, tn, error);
  }

  /** The share of rows that are right. */
  public Estimate accuracy() {
    return share(truePositives + trueNegatives, rows(), "there are no rows");
  }

  /** The share of rows called positive that are so. */
  public Estimate precision() {
    return share(truePositives, truePositives + falsePositives, "no row is called positive");
  }

  /** The share of positive rows that are called so. */
  public Estimate recall() {
    return share(truePositives, truePositives + falseNegatives, "no row can be positive");
  }

  /** The harmonic mean of precision and recall, of the expected rows. */
  public Estimate f1() {
    return share(
        2 * truePositives,
        2 * truePositives + falsePositives + falseNegatives,
        "no row is called or can be positive");
  }

  /**
   * The area under the ROC curve of the expected rows, ordered by the score; equal scores count one
   * half.
   */
  public static Estimate auc(double[] probability, double[] score) {
    Rows.requirePaired(probability, score);
    Rows.requireProbabilities(probability);
    int[] order = Rows.ascending(score);
    double positives = 0;
    double negatives = 0;
    double wins = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      double tied = 0;
      while (to < order.length && score[order[to]] == score[order[from]]) {
        tied += probability[order[to++]];
      }
      double others = to - from - tied;
      wins += tied * (negatives + others / 2);
      positives += tied;
      negatives += others;
      from = to;
    }
    return share(
        Math.min(wins, positives * negatives),
        positives * negatives,
        "every row is certain to be of one class");
  }

  private double rows() {
    return truePositives + falsePositives + falseNegatives + trueNegatives;
  }

  private static Estimate share(double part, double whole, String otherwise) {
    return whole > 0 ? Estimate.of(part / whole) : new Estimate.Undefined(otherwise);
  }
}
