package dev.sextant.statistics.gates;

/** What a gate asks for until it lets a candidate pass. */
public enum Demand {
  /** Better than stable by more than the gain. */
  PROVE_GAIN,

  /** Worse than stable by less than the margin. */
  PROVE_NO_HARM,

  /**
   * Units enough, and no harm seen among them: for slices that are too small for a proof. A
   * candidate that does harm there can pass.
   */
  NO_EVIDENCE_OF_HARM
}
