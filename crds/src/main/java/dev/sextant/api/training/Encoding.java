package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** How a column enters the model. */
public enum Encoding {
  /** One input per category. */
  OneHot,
  /** Mean removed, divided by the standard deviation. */
  Standardize,
  /** As it is. */
  Numeric,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Encoding read(String text) {
    return TolerantEnum.read(Encoding.class, text, Unknown);
  }
}
