package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/** How a toleration compares the value of a taint. */
public enum TolerationOperator {
  /** The values are the same. */
  Equal,
  /** Any value will do. */
  Exists,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static TolerationOperator read(String text) {
    return TolerantEnum.read(TolerationOperator.class, text, Unknown);
  }
}
