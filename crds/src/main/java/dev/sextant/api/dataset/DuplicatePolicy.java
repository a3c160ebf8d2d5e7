package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** What happens to rows that share a RowId. */
public enum DuplicatePolicy {
  /** No snapshot is made. */
  Fail,
  /** The first of them is kept. */
  KeepFirst,
  /** All of them are kept. */
  Ignore,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static DuplicatePolicy read(String text) {
    return TolerantEnum.read(DuplicatePolicy.class, text, Unknown);
  }
}
