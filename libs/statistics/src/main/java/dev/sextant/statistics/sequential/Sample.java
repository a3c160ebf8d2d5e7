package dev.sextant.statistics.sequential;

import java.util.Arrays;

/** Numbers between 0 and 1 in no order: each distinct one with how often it occurs. */
final class Sample {
  private final double[] values;
  private final int[] counts;
  private final int size;

  private Sample(double[] values, int[] counts, int size) {
    this.values = values;
    this.counts = counts;
    this.size = size;
  }

  static Sample of(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && !(sorted[0] >= 0 && sorted[sorted.length - 1] <= 1)) {
      throw new IllegalArgumentException(
          "a bounded mean needs numbers between 0 and 1, not between %s and %s"
              .formatted(sorted[0], sorted[sorted.length - 1]));
    }
    var values = new double[sorted.length];
    var counts = new int[sorted.length];
    int distinct = 0;
    for (double number : sorted) {
      if (distinct > 0 && values[distinct - 1] == number) {
        counts[distinct - 1]++;
      } else {
        values[distinct] = number;
        counts[distinct++] = 1;
      }
    }
    return new Sample(
        Arrays.copyOf(values, distinct), Arrays.copyOf(counts, distinct), sorted.length);
  }

  /** Every number taken from 1. */
  Sample mirrored() {
    var mirrored = new double[values.length];
    Arrays.setAll(mirrored, i -> 1 - values[i]);
    return new Sample(mirrored, counts, size);
  }

  int size() {
    return size;
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += counts[i] * values[i];
    }
    return sum / size;
  }

  /** The sum over all numbers x of ln(1 + stake * (m - x)). */
  double logWealth(double stake, double m) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += counts[i] * StrictMath.log1p(Math.max(-1, stake * (m - values[i])));
    }
    return sum;
  }
}
