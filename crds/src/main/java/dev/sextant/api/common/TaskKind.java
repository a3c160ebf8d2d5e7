package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/** What a model predicts. */
public enum TaskKind {
  /** A number. */
  Regression,
  /** One of two classes. */
  Binary,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static TaskKind read(String text) {
    return TolerantEnum.read(TaskKind.class, text, Unknown);
  }
}
