package dev.sextant.statistics.drift;

import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The largest difference between two distribution functions, and whether chance explains it
 * (Kolmogorov 1933; Smirnov 1939). Equal values make it conservative.
 */
public final class KolmogorovSmirnov {
  /** Samples of no more values are tested exactly. */
  private static final int EXACT_AT_MOST = 10_000;

  private KolmogorovSmirnov() {}

  /**
   * A test.
   *
   * @param distance between 0 and 1
   * @param pValue that samples of one distribution lie as far apart
   * @param exact whether the p-value is that of the sample sizes, or of large samples
   */
  public record Result(double distance, double pValue, boolean exact) {}

  /** Tests samples that both have values. */
  public static Result test(NumericSample reference, NumericSample current) {
    if (reference.size() == 0 || current.size() == 0) {
      throw new IllegalArgumentException("a sample has no values");
    }
    double distance = distance(reference, current);
    if (Math.max(reference.size(), current.size()) > EXACT_AT_MOST) {
      return new Result(distance, asymptotic(distance, reference.size(), current.size()), false);
    }
    if (Math.min(reference.size(), current.size()) == 1) {
      return new Result(
          distance, single(distance, Math.max(reference.size(), current.size())), true);
    }
    double exact =
        KolmogorovSmirnovTest.withDefaults()
            .with(PValueMethod.EXACT)
            .test(reference.toArray(), current.toArray())
            .getPValue();
    return new Result(distance, Math.clamp(exact, 0.0, 1.0), true);
  }

  /** The distance of samples that both have values. */
  static double distance(NumericSample reference, NumericSample current) {
    int i = 0;
    int j = 0;
    double largest = 0;
    while (i < reference.size() && j < current.size()) {
      double value = Math.min(reference.get(i), current.get(j));
      while (i < reference.size() && reference.get(i) == value) {
        i++;
      }
      while (j < current.size() && current.get(j) == value) {
        j++;
      }
      largest =
          Math.max(largest, Math.abs((double) i / reference.size() - (double) j / current.size()));
    }
    return largest;
  }

  // One value has each of the places among n others equally often.
  private static double single(double distance, int n) {
    long asFar = 0;
    for (int below = 0; below <= n; below++) {
      asFar += Math.max((double) below / n, 1 - (double) below / n) >= distance - 1e-12 ? 1 : 0;
    }
    return asFar / (n + 1.0);
  }

  /** The p-value of a distance between large samples of so many values. */
  public static double asymptotic(double distance, double n, double m) {
    return survival(Math.sqrt(n * m / (n + m)) * distance);
  }

  /** The distance between large samples that chance exceeds at that rate. */
  public static double critical(double errorRate, double n, double m) {
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (survival(middle) > errorRate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high / Math.sqrt(n * m / (n + m));
  }

  // Kolmogorov's law: near 0 by the series that converges fast there.
  private static double survival(double x) {
    if (x < 0.2) {
      return 1;
    }
    double sum = 0;
    if (x < 1) {
      for (int k = 1; k < 20; k += 2) {
        sum += StrictMath.exp(-k * k * Math.PI * Math.PI / (8 * x * x));
      }
      return Math.clamp(1 - Math.sqrt(2 * Math.PI) / x * sum, 0.0, 1.0);
    }
    for (int k = 1; k < 20; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * StrictMath.exp(-2.0 * k * k * x * x);
    }
    return Math.clamp(sum, 0.0, 1.0);
  }
}
