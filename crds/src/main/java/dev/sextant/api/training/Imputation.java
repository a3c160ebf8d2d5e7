package dev.sextant.api.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sextant.api.common.TolerantEnum;

/** What a missing value becomes. */
public enum Imputation {
  /** The median of the training rows. */
  Median,
  /** The mean of the training rows. */
  Mean,
  /** A given value. */
  Constant,
  /** The most frequent value of the training rows. */
  MostFrequent,
  /** It stays missing. */
  None,
  /** A value of a newer version; in no schema, never written. */
  @JsonIgnore
  Unknown;

  @JsonCreator
  static Imputation read(String text) {
    return TolerantEnum.read(Imputation.class, text, Unknown);
  }
}
