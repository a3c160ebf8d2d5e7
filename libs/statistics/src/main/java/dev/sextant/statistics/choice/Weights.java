package dev.sextant.statistics.choice;

import dev.sextant.statistics.evaluation.UnitSums;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Rows;
import java.util.OptionalLong;

/**
 * What the weights alone say, before any reward.
 *
 * @param units how many there are
 * @param mean of the weights over rows, 1 but for chance where the propensities are right
 * @param standardError of the mean, from the spread between units
 * @param effective how many units of equal weight would know as much
 */
record Weights(int units, double mean, double standardError, double effective) {

  static Weights of(LoggedChoices choices, Units units) {
    Rows.requireAsMany(units.rows(), choices.rows());
    if (units.count() < 2 || choices.impossible() > 0) {
      return new Weights(units.count(), 0, 0, 0);
    }
    double sum = 0;
    for (int row = 0; row < choices.rows(); row++) {
      sum += choices.weight(row);
    }
    double mean = sum / choices.rows();
    return new Weights(
        units.count(),
        mean,
        UnitSums.of(units, row -> choices.weight(row) - mean).standardError(),
        UnitSums.of(units, choices::weight).effective());
  }

  boolean isFinite() {
    return Double.isFinite(mean + standardError + effective);
  }

  /** How many more units of the same kind have so many effective ones. */
  OptionalLong needed(int minimum) {
    double more = units * (minimum / effective - 1);
    return more < 1e15 ? OptionalLong.of((long) Math.ceil(more)) : OptionalLong.empty();
  }
}
