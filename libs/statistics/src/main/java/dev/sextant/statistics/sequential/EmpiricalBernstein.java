package dev.sextant.statistics.sequential;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Bounds on the mean of numbers between 0 and 1 that come one after another, such as one share a
 * time block, at every look at once (empirical Bernstein, Howard, Ramdas, McAuliffe and Sekhon
 * 2021; the uniform mixture in closed form after Waudby-Smith, Wu, Ramdas, Karampatziakis and
 * Mineiro 2022). The state is three numbers. Each number is predicted by the mean of those before,
 * so their order is part of the evidence.
 *
 * @param count how many numbers came
 * @param sum their sum
 * @param surprise the sum of squared differences from their predictions
 */
public record EmpiricalBernstein(long count, double sum, double surprise) {
  /** Before the first number. */
  public static final EmpiricalBernstein START = new EmpiricalBernstein(0, 0, 0);

  public EmpiricalBernstein {
    if (count < 0 || !(sum >= 0 && sum <= count) || !(surprise >= 0 && surprise <= count)) {
      throw new IllegalArgumentException(
          "%d numbers between 0 and 1 have neither the sum %s nor the surprise %s"
              .formatted(count, sum, surprise));
    }
  }

  /** After one more number between 0 and 1. */
  public EmpiricalBernstein and(double number) {
    if (!(number >= 0 && number <= 1)) {
      throw new IllegalArgumentException(number + " does not lie between 0 and 1");
    }
    double predicted = (0.5 + sum) / (1.0 + count);
    double difference = number - predicted;
    return new EmpiricalBernstein(
        count + 1, Math.min(sum + number, count + 1.0), surprise + difference * difference);
  }

  /** What the mean does not exceed at any look, but for the error rate. */
  public double upper(double errorRate) {
    double distance = distance(errorRate);
    return count == 0 ? 1 : Math.min(1, (sum + distance) / count);
  }

  /** What the mean does not go below at any look, but for the error rate. */
  public double lower(double errorRate) {
    double distance = distance(errorRate);
    return count == 0 ? 0 : Math.max(0, (sum - distance) / count);
  }

  // How far the sum strays from its mean.
  private double distance(double errorRate) {
    Numbers.requireRate(errorRate);
    double target = -StrictMath.log(errorRate);
    double far = 2 * target + 10 + 4 * StrictMath.sqrt((surprise + 1) * (target + 10)) + surprise;
    return Numbers.crossing(u -> logMixture(u + surprise, surprise), target, 0, far);
  }

  // ln of the integral over b from 0 to 1 of exp(bs) (1-b)^v.
  static double logMixture(double s, double v) {
    if (s <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return s
        - (v + 1) * StrictMath.log(s)
        + LogGamma.value(v + 1)
        + StrictMath.log(RegularizedGamma.P.value(v + 1, s));
  }
}
