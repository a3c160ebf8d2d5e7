package dev.sextant.features;

/** Remembers whether some step of the expression that runs could not be computed. */
final class Faults {
  private boolean any;

  boolean any() {
    return any;
  }

  void clear() {
    any = false;
  }

  /** Marks a failed step; returns the missing number, so that a node can return it at once. */
  double number() {
    any = true;
    return Double.NaN;
  }

  /** Marks a failed step; returns the missing time. */
  long time() {
    any = true;
    return Timestamps.MISSING;
  }

  /** Marks a failed step. */
  void mark() {
    any = true;
  }
}
