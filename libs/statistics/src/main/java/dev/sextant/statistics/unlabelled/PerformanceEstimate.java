package dev.sextant.statistics.unlabelled;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a metric is expected to be on rows whose labels have not come. */
public sealed interface PerformanceEstimate {
  /** From this AUC on, a classifier that tells current rows from the reference takes trust away. */
  double SEPARABLE = 0.8;

  /**
   * The metric as it is expected to be realised on these very rows.
   *
   * @param value in the metric's unit
   * @param low what the realised metric does not go below
   * @param high what it does not exceed
   * @param level how often the realised metric is to lie between both
   * @param inputs what the method was given, by name
   */
  record Band(
      double value, double low, double high, double level, SortedMap<String, Double> inputs) {
    public Band {
      if (!Double.isFinite(value) || !(low <= high) || Double.isInfinite(high - low)) {
        throw new IllegalArgumentException(
            "%s between %s and %s is no estimate".formatted(value, low, high));
      }
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("level must lie between 0 and 1, not " + level);
      }
      inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** Whether what was realised lies within. */
    public boolean holds(double realised) {
      return realised >= low && realised <= high;
    }
  }

  /** An estimate, right while what belongs to such rows has not changed. */
  record Expected(Band band) implements PerformanceEstimate {}

  /**
   * The numbers of rows that are too unlike the reference to be judged by it.
   *
   * @param reason in words
   */
  record LowTrust(Band band, String reason) implements PerformanceEstimate {}

  /**
   * There is no estimate.
   *
   * @param missing what is missing, in words
   * @param needed how many more units would do, where that can be said
   */
  record Inconclusive(String missing, OptionalLong needed) implements PerformanceEstimate {}

  /**
   * The same beside a test of the rows themselves: of low trust where they can be told from those
   * of the reference.
   *
   * @param auc of a classifier of current rows against the reference, between 0 and 1
   */
  default PerformanceEstimate besideDomain(double auc) {
    if (!(auc >= 0 && auc <= 1)) {
      throw new IllegalArgumentException("an AUC lies between 0 and 1, unlike " + auc);
    }
    return this instanceof Expected(var band) && auc > SEPARABLE
        ? new LowTrust(
            band, "current rows can be told from the reference with an AUC of %.2f".formatted(auc))
        : this;
  }
}
