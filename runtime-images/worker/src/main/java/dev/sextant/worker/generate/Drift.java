package dev.sextant.worker.generate;

/** What changes in the last part of generated data. */
public enum Drift {
  /** Nothing. */
  none,
  /** Trips get longer and airport trips more frequent; fares follow the same rule. */
  covariate,
  /** The same trips cost more: the rule behind the fare changes. */
  concept,
  /** Distances go missing. */
  missing,
  /** A zone appears that was not there before. */
  category
}
