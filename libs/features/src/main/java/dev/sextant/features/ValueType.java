package dev.sextant.features;

import dev.sextant.contracts.data.ColumnType;

/** The types of the expression language, and how messages call them. */
enum ValueType {
  NUMBER("number"),
  TEXT("string"),
  TRUTH("boolean"),
  TIMESTAMP("timestamp"),
  DURATION("duration");

  private final String word;

  ValueType(String word) {
    this.word = word;
  }

  static ValueType of(ColumnType type) {
    return switch (type) {
      case Double, Integer -> NUMBER;
      case String -> TEXT;
      case Boolean -> TRUTH;
      case Timestamp -> TIMESTAMP;
    };
  }

  @Override
  public String toString() {
    return word;
  }
}
