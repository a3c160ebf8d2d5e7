package dev.sextant.worker.train.linear;

import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.fit.Scorer;
import dev.sextant.worker.train.table.EncodedPart;
import java.util.Arrays;
import java.util.OptionalInt;

/** A weighted sum of the encoded inputs, or its logistic function. */
final class LinearModel implements FittedModel {
  private final double[] weights;
  private final double bias;
  private final boolean logistic;

  LinearModel(double[] weights, double bias, boolean logistic) {
    this.weights = weights.clone();
    this.bias = bias;
    this.logistic = logistic;
  }

  @Override
  public double[] predict(EncodedPart part) {
    var predictions = new double[part.rows()];
    var row = new double[part.width()];
    for (int i = 0; i < predictions.length; i++) {
      part.encode(i, row);
      double sum = dot(weights, row) + bias;
      predictions[i] = logistic ? sigmoid(sum) : sum;
    }
    return predictions;
  }

  static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  // Through the negative exponential on both sides, which cannot overflow.
  static double sigmoid(double margin) {
    double tail = StrictMath.exp(-Math.abs(margin));
    return margin >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
  }

  @Override
  public OptionalInt bestRound() {
    return OptionalInt.empty();
  }

  @Override
  public Scorer scorer() {
    return new Scorer.Sum(Arrays.stream(weights).boxed().toList(), bias, logistic);
  }

  @Override
  public void close() {}
}
