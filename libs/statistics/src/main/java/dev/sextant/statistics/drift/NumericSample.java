package dev.sextant.statistics.drift;

import java.util.Arrays;

/** A column of numbers in order, and how many of its values are missing. */
public final class NumericSample {
  private final double[] sorted;
  private final long missing;

  private NumericSample(double[] sorted, long missing) {
    this.sorted = sorted;
    this.missing = missing;
  }

  /** Of values in any order; NaN and infinities are missing. */
  public static NumericSample of(double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).map(v -> v + 0.0).toArray();
    Arrays.sort(known);
    return new NumericSample(known, (long) values.length - known.length);
  }

  /** How many values there are. */
  public int size() {
    return sorted.length;
  }

  /** How many are missing. */
  public long missing() {
    return missing;
  }

  /** The least value of a sample that has one. */
  public double least() {
    return sorted[0];
  }

  /** The greatest value of a sample that has one. */
  public double greatest() {
    return sorted[sorted.length - 1];
  }

  double get(int place) {
    return sorted[place];
  }

  double[] toArray() {
    return sorted.clone();
  }

  boolean isConstant() {
    return sorted.length > 0 && sorted[0] == sorted[sorted.length - 1];
  }

  /** The least value with at least that share of the values at or below it. */
  double quantile(double share) {
    return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1L, 0, sorted.length - 1)];
  }

  /** The standard deviation that a normal sample with these quartiles has. */
  double robustDeviation() {
    return (quantile(0.75) - quantile(0.25)) / 1.349;
  }

  /** The values at or below one. */
  public int countUpTo(double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Values beyond two bounds moved to them. */
  NumericSample between(double low, double high) {
    double[] held = new double[sorted.length];
    for (int i = 0; i < held.length; i++) {
      held[i] = Math.clamp(sorted[i], low, high);
    }
    return new NumericSample(held, missing);
  }
}
