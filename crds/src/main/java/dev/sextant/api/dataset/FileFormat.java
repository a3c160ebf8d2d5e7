package dev.sextant.api.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** How a source file is written. */
public enum FileFormat {
  /** Comma-separated text. */
  CSV,
  /** Apache Parquet. */
  Parquet,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static FileFormat read(String text) {
    return TolerantEnum.read(FileFormat.class, text, Unknown);
  }
}
