package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;

/** The logical types of a column. */
public enum ColumnType {
  /** A number. */
  Double,
  /** A whole number. */
  Integer,
  /** Text. */
  String,
  /** A moment. */
  Timestamp,
  /** True or false. */
  Boolean,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static ColumnType read(java.lang.String text) {
    return TolerantEnum.read(ColumnType.class, text, Unknown);
  }
}
