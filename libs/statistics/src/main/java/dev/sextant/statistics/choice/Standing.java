package dev.sextant.statistics.choice;

import dev.sextant.statistics.verdict.Verdict;

/** What an arm may win. */
public enum Standing {
  /** Whatever its rewards earn it, and the floor. */
  OPEN,

  /** The floor alone, so that its guards see units. */
  HELD,

  /** Nothing. */
  BARRED;

  /**
   * By what the arm's guards say. Rewards never outweigh a guard: an arm that did harm gets
   * nothing, nor one whose comparison is broken; and what is not known yet wins no more than the
   * floor.
   */
  public static Standing of(Verdict guard) {
    return switch (guard) {
      case Verdict.Harm ignored -> BARRED;
      case Verdict.Invalid ignored -> BARRED;
      case Verdict.Inconclusive ignored -> HELD;
      case Verdict.NoHarm ignored -> OPEN;
      case Verdict.NonInferior ignored -> OPEN;
      case Verdict.Superior ignored -> OPEN;
      case Verdict.NotApplicable ignored -> OPEN;
    };
  }

  /** The stricter of both, for an arm with several guards. */
  public Standing and(Standing other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
