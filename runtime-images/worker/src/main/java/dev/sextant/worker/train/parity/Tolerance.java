package dev.sextant.worker.train.parity;

import java.util.Arrays;

/**
 * How far an answer may be from the trainer's prediction. The graph adds the same single-precision
 * numbers in another order, so that an answer may be off by a share of itself, or of the largest
 * prediction where terms cancel.
 *
 * @param relative allowed share of the prediction
 * @param absolute allowed whatever the prediction; either suffices
 */
public record Tolerance(double relative, double absolute) {
  private static final double RELATIVE = 1e-5;
  private static final double SHARE_OF_LARGEST = 1e-6;

  /** The tolerance for a set of predictions. */
  public static Tolerance of(double[] predictions) {
    double largest = Arrays.stream(predictions).map(Math::abs).max().orElse(0);
    return new Tolerance(RELATIVE, SHARE_OF_LARGEST * largest);
  }

  /** Whether an answer is near enough. */
  public boolean accepts(double expected, double answer) {
    double difference = Math.abs(answer - expected);
    return difference <= absolute || difference <= relative * Math.abs(expected);
  }

  /** How far off an answer is, 1 being the most that is allowed. */
  double excess(double expected, double answer) {
    double allowed = Math.max(Math.max(absolute, relative * Math.abs(expected)), Double.MIN_NORMAL);
    double difference = Math.abs(answer - expected);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / allowed;
  }
}
