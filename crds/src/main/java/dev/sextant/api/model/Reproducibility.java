package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** What a second training with the same inputs gives. */
public enum Reproducibility {
  /** The same bytes. */
  Bitwise,
  /** A model of the same quality, not the same bytes. */
  Statistical,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Reproducibility read(String text) {
    return TolerantEnum.read(Reproducibility.class, text, Unknown);
  }
}
