package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Estimate;

/** A metric of a binary classifier that its probabilities let expect. */
public enum ExpectedMetric {
  /** The share of rows that are right. */
  ACCURACY {
    @Override
    Estimate of(double[] probability, boolean[] called, double[] score) {
      return ExpectedPerformance.of(probability, called).accuracy();
    }
  },
  /** The share of rows called positive that are so. */
  PRECISION {
    @Override
    Estimate of(double[] probability, boolean[] called, double[] score) {
      return ExpectedPerformance.of(probability, called).precision();
    }
  },
  /** The share of positive rows that are called so. */
  RECALL {
    @Override
    Estimate of(double[] probability, boolean[] called, double[] score) {
      return ExpectedPerformance.of(probability, called).recall();
    }
  },
  /** The harmonic mean of precision and recall. */
  F1 {
    @Override
    Estimate of(double[] probability, boolean[] called, double[] score) {
      return ExpectedPerformance.of(probability, called).f1();
    }
  },
  /** The area under the ROC curve. */
  AUC {
    @Override
    Estimate of(double[] probability, boolean[] called, double[] score) {
      return ExpectedPerformance.auc(probability, score);
    }
  };

  /** The metric of expected labels, or of labels that are certain: probabilities of 0 and 1. */
  abstract Estimate of(double[] probability, boolean[] called, double[] score);
}
