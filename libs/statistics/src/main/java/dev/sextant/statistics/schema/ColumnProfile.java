package dev.sextant.statistics.schema;

import dev.sextant.statistics.drift.CategorySample;
import dev.sextant.statistics.drift.NumericSample;

/** A column of one sample. Its type is what the schema says, never guessed from the values. */
public sealed interface ColumnProfile {
  /** Its name. */
  String name();

  /** Its type, in the words of the schema. */
  String type();

  /** How many rows have a value. */
  long known();

  /** How many have none. */
  long missing();

  /** A column of numbers. */
  record Numbers(String name, String type, NumericSample values) implements ColumnProfile {
    @Override
    public long known() {
      return values.size();
    }

    @Override
    public long missing() {
      return values.missing();
    }
  }

  /** A column of categories, however many there are. */
  record Categories(String name, String type, CategorySample values) implements ColumnProfile {
    @Override
    public long known() {
      return values.size();
    }

    @Override
    public long missing() {
      return values.missing();
    }
  }

  /** Any other column, such as texts: only whether there are values is looked at. */
  record Other(String name, String type, long known, long missing) implements ColumnProfile {
    public Other {
      if (known < 0 || missing < 0) {
        throw new IllegalArgumentException(
            "%s: %d known and %d missing values cannot be".formatted(name, known, missing));
      }
    }
  }
}
