package dev.sextant.statistics.drift;

import dev.sextant.statistics.evaluation.ClopperPearson;

/**
 * How often a rule alarmed.
 *
 * @param alarms that it raised
 * @param looks at windows
 * @param silent looks at which it tested nothing, for too few rows or values
 * @param errorRate of each of its bounds
 */
public record AlarmRate(int alarms, int looks, int silent, double errorRate) {

  static AlarmRate none(double errorRate) {
    return new AlarmRate(0, 0, 0, errorRate);
  }

  AlarmRate with(DriftVerdict verdict) {
    boolean alarm = verdict instanceof DriftVerdict.Drift;
    boolean nothing =
        switch (verdict) {
          case DriftVerdict.Drift ignored -> false;
          case DriftVerdict.Stable ignored -> false;
          case DriftVerdict.Inconclusive inconclusive -> inconclusive.evidence().isEmpty();
          case DriftVerdict.NotApplicable ignored -> true;
        };
    return new AlarmRate(
        alarms + (alarm ? 1 : 0), looks + 1, silent + (nothing ? 1 : 0), errorRate);
  }

  /** Looks at which it tested something. */
  public int tests() {
    return looks - silent;
  }

  /** What the share of tests that alarm does not go below. */
  public double lower() {
    return tests() == 0 ? 0 : ClopperPearson.lower(alarms, tests(), errorRate);
  }

  /** What it does not exceed. */
  public double upper() {
    return tests() == 0 ? 1 : ClopperPearson.upper(alarms, tests(), errorRate);
  }
}
