package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** What a category becomes that training never saw. */
public enum Unseen {
  /** Shares one input with the rarest categories. */
  Other,
  /** All inputs of the column are zero. */
  Zeros,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Unseen read(String text) {
    return TolerantEnum.read(Unseen.class, text, Unknown);
  }
}
