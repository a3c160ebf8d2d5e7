package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** What a column is for. */
public enum ColumnRole {
  /** Identifies the row; never an input. */
  RowId,
  /** The unit that rows belong to; may repeat; never an input. */
  Entity,
  /** A unit that must stay within one split; never an input. */
  Group,
  /** The time axis of the split; expressions may read it. */
  Time,
  /** An input of the model. */
  Feature,
  /** What the model predicts. */
  Label,
  /** Kept, and visible to expressions, but never an input by itself. */
  Auxiliary,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static ColumnRole read(String text) {
    return TolerantEnum.read(ColumnRole.class, text, Unknown);
  }
}
