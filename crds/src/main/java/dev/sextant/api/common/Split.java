package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/** The parts of a snapshot. */
public enum Split {
  /** What the model is fitted on. */
  Train,
  /** What stops the fitting. */
  Validation,
  /** What probabilities are calibrated on. */
  Calibration,
  /** What the model is judged on. */
  Test,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Split read(String text) {
    return TolerantEnum.read(Split.class, text, Unknown);
  }
}
