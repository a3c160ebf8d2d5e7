package dev.sextant.worker.train.encode;

import dev.sextant.contracts.data.ColumnType;
import java.util.OptionalDouble;

/** Reads and writes the text of a number or truth value as people write it. */
public final class Numbers {
  private Numbers() {}

  /** The finite number, or 0 and 1 for a truth value; empty when the text is not one. */
  static OptionalDouble parse(String text, ColumnType type) {
    if (type == ColumnType.Boolean) {
      return switch (text) {
        case "true" -> OptionalDouble.of(1);
        case "false" -> OptionalDouble.of(0);
        default -> OptionalDouble.empty();
      };
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** The shortest text: whole numbers without a point. */
  public static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
