package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/** What a taint does to pods that do not tolerate it. */
public enum TaintEffect {
  /** They are not placed. */
  NoSchedule,
  /** They are placed elsewhere if possible. */
  PreferNoSchedule,
  /** They are evicted. */
  NoExecute,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static TaintEffect read(String text) {
    return TolerantEnum.read(TaintEffect.class, text, Unknown);
  }
}
