package dev.sextant.statistics.drift;

import java.util.Arrays;
import java.util.Random;

/**
 * Features whose products approach a Gaussian kernel (Rahimi and Recht 2007): cosine and sine of
 * the row along random frequencies. Every row's features have a length of 1.
 */
final class FourierFeatures {
  private final double[][] frequencies;

  private FourierFeatures(double[][] frequencies) {
    this.frequencies = frequencies;
  }

  /**
   * Of the kernel exp(-d²/(2 b²)) for rows at a distance d.
   *
   * @param pairs of features
   * @param bandwidth the b of the kernel
   */
  static FourierFeatures of(int dimension, int pairs, double bandwidth, Random random) {
    var frequencies = new double[pairs][dimension];
    for (double[] frequency : frequencies) {
      Arrays.setAll(frequency, ignored -> random.nextGaussian() / bandwidth);
    }
    return new FourierFeatures(frequencies);
  }

  /** How many features there are, two of each frequency one after the other. */
  int size() {
    return 2 * frequencies.length;
  }

  /** Adds the features of a row to a sum. */
  void add(double[] row, double[] sum) {
    double scale = 1 / Math.sqrt(frequencies.length);
    for (int f = 0; f < frequencies.length; f++) {
      double[] frequency = frequencies[f];
      double angle = 0;
      for (int j = 0; j < row.length; j++) {
        angle += frequency[j] * row[j];
      }
      sum[2 * f] += StrictMath.cos(angle) * scale;
      sum[2 * f + 1] += StrictMath.sin(angle) * scale;
    }
  }

  /**
   * The squared discrepancy that a short move of all rows makes, for each square of its length; the
   * mean over all directions of the move.
   *
   * @param mean of the features of all rows
   */
  double squaredByMove(double[] mean) {
    double sum = 0;
    for (int f = 0; f < frequencies.length; f++) {
      double[] frequency = frequencies[f];
      double square = 0;
      for (double part : frequency) {
        square += part * part;
      }
      double cosine = mean[2 * f];
      double sine = mean[2 * f + 1];
      sum += (cosine * cosine + sine * sine) * square / frequency.length;
    }
    return sum;
  }
}
