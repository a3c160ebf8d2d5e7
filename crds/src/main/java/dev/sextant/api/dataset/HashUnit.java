package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** The role whose value decides the split of a row. */
public enum HashUnit {
  /** Each row by itself. */
  RowId,
  /** All rows of an entity together. */
  Entity,
  /** All rows of a group together. */
  Group,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static HashUnit read(String text) {
    return TolerantEnum.read(HashUnit.class, text, Unknown);
  }
}
