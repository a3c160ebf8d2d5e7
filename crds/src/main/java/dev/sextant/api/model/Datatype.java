package dev.sextant.api.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** The tensor types of the Open Inference Protocol that Sextant serves. */
public enum Datatype {
  /** 32-bit float. */
  FP32,
  /** 64-bit float. */
  FP64,
  /** 32-bit integer. */
  INT32,
  /** 64-bit integer. */
  INT64,
  /** Truth value. */
  BOOL,
  /** Bytes, or UTF-8 text. */
  BYTES,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Datatype read(String text) {
    return TolerantEnum.read(Datatype.class, text, Unknown);
  }
}
