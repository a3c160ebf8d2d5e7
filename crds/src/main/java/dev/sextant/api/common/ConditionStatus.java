package dev.sextant.api.common;

import com.fasterxml.jackson.annotation.JsonCreator;

/** Whether a condition holds; {@code Unknown} is a value of the API like the others. */
public enum ConditionStatus {
  True,
  False,
  Unknown;

  @JsonCreator
  static ConditionStatus read(String text) {
    return TolerantEnum.read(ConditionStatus.class, text, Unknown);
  }
}
