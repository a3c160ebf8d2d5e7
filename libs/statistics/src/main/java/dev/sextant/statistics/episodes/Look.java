package dev.sextant.statistics.episodes;

import dev.sextant.statistics.drift.DriftVerdict;
import java.util.List;

/** What one look at a window says. */
public enum Look {
  /** Something drifts. */
  ALARM,

  /** Something was judged, and all of it is stable. */
  QUIET,

  /** Nothing drifts that is known to, and not all is known to be stable. */
  UNKNOWN;

  /** All verdicts of a window as one look. */
  public static Look of(List<DriftVerdict> verdicts) {
    boolean stable = false;
    boolean open = false;
    for (DriftVerdict verdict : verdicts) {
      switch (verdict) {
        case DriftVerdict.Drift ignored -> {
          return ALARM;
        }
        case DriftVerdict.Stable ignored -> stable = true;
        case DriftVerdict.Inconclusive ignored -> open = true;
        case DriftVerdict.NotApplicable ignored -> {}
      }
    }
    return stable && !open ? QUIET : UNKNOWN;
  }
}
