package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.Arrays;

/**
 * The rising step function nearest to the truth, by pooling neighbours that fall (Ayer and others
 * 1955), linear between the scores it was fitted to and constant beyond them. It needs some
 * thousand rows: with fewer it learns noise.
 */
public final class Isotonic {
  private final double[] score;
  private final double[] value;

  private Isotonic(double[] score, double[] value) {
    this.score = score;
    this.value = value;
  }

  /**
   * Fits by least squares.
   *
   * @param score of each row, of at least one
   * @param truth of each row, such as 0 or 1
   */
  public static Isotonic fit(double[] score, double[] truth) {
    Rows.requirePaired(score, truth);
    if (score.length == 0) {
      throw new IllegalArgumentException("nothing can be fitted to no rows");
    }
    int[] order = Rows.ascending(score);
    var at = new double[score.length];
    var sum = new double[score.length];
    var rows = new double[score.length];
    int distinct = 0;
    for (int row : order) {
      if (distinct == 0 || at[distinct - 1] != score[row]) {
        at[distinct++] = score[row];
      }
      sum[distinct - 1] += truth[row];
      rows[distinct - 1]++;
    }
    return new Isotonic(Arrays.copyOf(at, distinct), pool(sum, rows, distinct));
  }

  // Each block of the stack holds the sum, the rows and the end of a run of equal values.
  private static double[] pool(double[] sum, double[] rows, int distinct) {
    var end = new int[distinct];
    int blocks = 0;
    for (int i = 0; i < distinct; i++) {
      sum[blocks] = sum[i];
      rows[blocks] = rows[i];
      end[blocks++] = i + 1;
      while (blocks > 1
          && sum[blocks - 2] / rows[blocks - 2] >= sum[blocks - 1] / rows[blocks - 1]) {
        sum[blocks - 2] += sum[blocks - 1];
        rows[blocks - 2] += rows[blocks - 1];
        end[blocks - 2] = end[blocks - 1];
        blocks--;
      }
    }
    var value = new double[distinct];
    int from = 0;
    for (int b = 0; b < blocks; b++) {
      Arrays.fill(value, from, end[b], sum[b] / rows[b]);
      from = end[b];
    }
    return value;
  }

  /** The fitted value of a finite score. */
  public double at(double x) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException("a score is finite, unlike " + x);
    }
    int place = Arrays.binarySearch(score, x + 0.0);
    if (place >= 0) {
      return value[place];
    }
    int above = -place - 1;
    if (above == 0) {
      return value[0];
    }
    if (above == score.length) {
      return value[score.length - 1];
    }
    double share = (x / 2 - score[above - 1] / 2) / (score[above] / 2 - score[above - 1] / 2);
    double between = value[above - 1] + share * (value[above] - value[above - 1]);
    return Math.clamp(between, value[above - 1], value[above]);
  }
}
