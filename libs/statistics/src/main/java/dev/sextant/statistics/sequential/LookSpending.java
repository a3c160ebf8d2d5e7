package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.ErrorRates;

/**
 * Shares an error rate over looks whose statistics depend on each other in any way: what the looks
 * may err by themselves adds up to the whole (Bonferroni). Most of it goes to the early looks, so
 * looks should lie further and further apart, each with about twice the evidence of the one before.
 */
public final class LookSpending {
  private LookSpending() {}

  /**
   * What one look may err: 1/(k(k+1)) of the whole for the look number k. Over all looks, however
   * many, that is the whole.
   *
   * @param look the number of the look, from 1
   */
  public static ErrorRates at(int look, ErrorRates whole) {
    if (look < 1) {
      throw new IllegalArgumentException("looks are numbered from 1, not " + look);
    }
    return whole.times(1 / ((double) look * (look + 1.0)));
  }
}
