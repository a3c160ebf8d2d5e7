package dev.sextant.worker.train.linear;

import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.train.fit.FitListener;
import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.table.EncodedPart;
import java.util.Arrays;

/**
 * Minimises the mean loss plus half of l2 times the squared weights; the intercept is free. Ridge
 * solves its equations once, logistic regression by Newton's method.
 */
public final class LinearTrainer {
  private static final int MAX_STEPS = 100;
  private static final double SMALL_STEP = 1e-10;

  private final double l2;
  private final FitListener listener;

  /**
   * A trainer.
   *
   * @param l2 the penalty, not negative
   */
  public LinearTrainer(double l2, FitListener listener) {
    check(l2);
    this.l2 = l2;
    this.listener = listener;
  }

  /** Refuses what is no penalty. */
  public static void check(double l2) {
    if (!(l2 >= 0 && Double.isFinite(l2))) {
      throw new JobRefusedException(
          "InvalidParameter",
          "spec.trainer.linear.l2: %s is no penalty; use a number from 0 up".formatted(l2));
    }
  }

  /** Fits numbers. */
  public FittedModel ridge(EncodedPart train) {
    int width = train.width();
    double[] labels = train.labels();
    double labelMean = Arrays.stream(labels).sum() / labels.length;
    var means = new double[width];
    var right = new double[width];
    var products = new CrossProducts(width);
    var row = new double[width];
    for (int i = 0; i < labels.length; i++) {
      train.encode(i, row);
      products.add(row, 1);
      addScaled(means, row, 1);
      addScaled(right, row, labels[i] - labelMean);
    }
    products.divide(labels.length);
    scale(means, 1.0 / labels.length);
    scale(right, 1.0 / labels.length);
    products.centre(means);
    double[] weights = products.solve(right, l2, width);
    listener.round(1, 1, "rmse", null);
    return new LinearModel(weights, labelMean - LinearModel.dot(means, weights), false);
  }

  /** Fits probabilities of labels that are 0 and 1. */
  public FittedModel logistic(EncodedPart train) {
    int width = train.width();
    // The last unknown is the intercept.
    var unknowns = new double[width + 1];
    var objective = Objective.at(train, unknowns, l2);
    for (int step = 1; step <= MAX_STEPS; step++) {
      listener.round(step, MAX_STEPS, "log_loss", null);
      double[] direction = objective.hessian.solve(objective.gradient, l2, width);
      double size = Arrays.stream(direction).map(Math::abs).max().orElse(0);
      double magnitude = Arrays.stream(unknowns).map(Math::abs).max().orElse(0);
      if (size <= SMALL_STEP * Math.max(1, magnitude)) {
        return new LinearModel(Arrays.copyOf(unknowns, width), unknowns[width], true);
      }
      double length = 1;
      double[] next = moved(unknowns, direction, length);
      var there = Objective.at(train, next, l2);
      // Newton may overshoot far from the minimum; the loss is convex, so shorter steps help.
      while (there.value > objective.value && length > 1e-8) {
        length /= 2;
        next = moved(unknowns, direction, length);
        there = Objective.at(train, next, l2);
      }
      boolean exhausted = there.value >= objective.value;
      unknowns = next;
      objective = there;
      if (exhausted) {
        // What is left is rounding.
        return new LinearModel(Arrays.copyOf(unknowns, width), unknowns[width], true);
      }
    }
    throw new JobRefusedException(
        "NotConverged",
        "spec.trainer.linear.l2: the weights had not settled after %d steps; raise l2"
            .formatted(MAX_STEPS));
  }

  private static double[] moved(double[] from, double[] direction, double length) {
    double[] to = from.clone();
    addScaled(to, direction, -length);
    return to;
  }

  private static void addScaled(double[] sum, double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      sum[i] += factor * row[i];
    }
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** The penalised log loss at one point, with its first and second derivatives. */
  private static final class Objective {
    private final double value;
    private final double[] gradient;
    private final CrossProducts hessian;

    private Objective(double value, double[] gradient, CrossProducts hessian) {
      this.value = value;
      this.gradient = gradient;
      this.hessian = hessian;
    }

    static Objective at(EncodedPart train, double[] unknowns, double l2) {
      int width = train.width();
      double[] labels = train.labels();
      var gradient = new double[width + 1];
      var hessian = new CrossProducts(width + 1);
      var row = new double[width + 1];
      double loss = 0;
      for (int i = 0; i < labels.length; i++) {
        train.encode(i, row);
        row[width] = 1;
        double margin = LinearModel.dot(unknowns, row);
        double probability = LinearModel.sigmoid(margin);
        // log(1 + e^-|m|) plus what the sign adds: the log loss without overflow.
        loss +=
            StrictMath.log1p(StrictMath.exp(-Math.abs(margin)))
                + (labels[i] > 0.5 ? Math.max(-margin, 0) : Math.max(margin, 0));
        addScaled(gradient, row, probability - labels[i]);
        hessian.add(row, probability * (1 - probability));
      }
      loss /= labels.length;
      scale(gradient, 1.0 / labels.length);
      hessian.divide(labels.length);
      for (int i = 0; i < width; i++) {
        loss += l2 / 2 * unknowns[i] * unknowns[i];
        gradient[i] += l2 * unknowns[i];
      }
      return new Objective(loss, gradient, hessian);
    }
  }
}
