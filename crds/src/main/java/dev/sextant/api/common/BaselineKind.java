package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/** The simple rules that a model must beat to be worth serving. */
public enum BaselineKind {
  /** Always the mean of the training labels, or the more frequent class. */
  ZeroRule,
  /** A label drawn at random from the training labels. */
  Random,
  /** An expression that the user wrote. */
  Heuristic,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static BaselineKind read(String text) {
    return TolerantEnum.read(BaselineKind.class, text, Unknown);
  }
}
