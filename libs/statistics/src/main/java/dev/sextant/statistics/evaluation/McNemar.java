package dev.sextant.statistics.evaluation;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether two classifiers are right equally often on the same rows, from the rows on which they
 * differ (McNemar 1947). The rows must be independent; for rows that share units take the paired
 * bootstrap.
 *
 * @param onlyFirst rows on which the first alone is right
 * @param onlySecond rows on which the second alone is right
 */
public record McNemar(long onlyFirst, long onlySecond) {
  /** Fewer rows are tested exactly. */
  private static final long EXACT_BELOW = 25;

  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException("rows are counted from 0");
    }
  }

  /** Of what each predicted. */
  public static McNemar of(boolean[] firstRight, boolean[] secondRight) {
    if (firstRight.length != secondRight.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(firstRight.length, secondRight.length));
    }
    long first = 0;
    long second = 0;
    for (int i = 0; i < firstRight.length; i++) {
      first += firstRight[i] && !secondRight[i] ? 1 : 0;
      second += secondRight[i] && !firstRight[i] ? 1 : 0;
    }
    return new McNemar(first, second);
  }

  /**
   * The exact two-sided p-value while there are few rows, else the one with correction; 1 of none.
   */
  public double pValue() {
    return onlyFirst + onlySecond < EXACT_BELOW ? exact() : corrected();
  }

  /** By the binomial distribution. */
  public double exact() {
    int rows = Math.toIntExact(onlyFirst + onlySecond);
    int fewer = (int) Math.min(onlyFirst, onlySecond);
    return Math.min(1, 2 * BinomialDistribution.of(rows, 0.5).cumulativeProbability(fewer));
  }

  /** By the chi-square distribution with correction for continuity (Edwards 1948). */
  public double corrected() {
    double more = Math.max(0, Math.abs((double) onlyFirst - onlySecond) - 1);
    double rows = (double) onlyFirst + onlySecond;
    return rows == 0 ? 1 : ChiSquaredDistribution.of(1).survivalProbability(more * more / rows);
  }
}
