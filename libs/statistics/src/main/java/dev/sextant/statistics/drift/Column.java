package dev.sextant.statistics.drift;

/** A column as it was and as it is now. */
public sealed interface Column {
  /** Its name. */
  String name();

  /** A column of numbers. */
  record Numbers(String name, NumericSample reference, NumericSample current) implements Column {}

  /** A column of categories. */
  record Categories(String name, CategorySample reference, CategorySample current)
      implements Column {}

  /** How many values of the reference are missing. */
  default long referenceMissing() {
    return switch (this) {
      case Numbers numbers -> numbers.reference().missing();
      case Categories categories -> categories.reference().missing();
    };
  }

  /** How many values of the current sample are missing. */
  default long currentMissing() {
    return switch (this) {
      case Numbers numbers -> numbers.current().missing();
      case Categories categories -> categories.current().missing();
    };
  }

  /** How many values the reference has. */
  default long referenceSize() {
    return switch (this) {
      case Numbers numbers -> numbers.reference().size();
      case Categories categories -> categories.reference().size();
    };
  }

  /** How many values the current sample has. */
  default long currentSize() {
    return switch (this) {
      case Numbers numbers -> numbers.current().size();
      case Categories categories -> categories.current().size();
    };
  }
}
