package dev.sextant.contracts.data;

/** The parts of a snapshot, in time order. The constants are the file and JSON names. */
public enum SplitName {
  /** What a trainer may fit on. */
  train,
  /** For early stopping and the choice of parameters. */
  validation,
  /** For the calibration of probabilities. */
  calibration,
  /** For the reported metrics, and for nothing else. */
  test
}
