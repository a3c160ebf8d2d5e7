package dev.sextant.features;

import com.google.re2j.Pattern;
import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.TextNode;

/** Reads numbers from texts and writes them: {@code double("2.5")} and {@code string(7)}. */
final class Numerals {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,4})?");
  private static final int LONGEST = 64;

  /** Below this every whole double is exact, and is written without a fraction. */
  private static final double EXACT = 9_007_199_254_740_992.0;

  private Numerals() {}

  /** A decimal number with a point; anything else cannot be computed. */
  static NumberNode parsed(TextNode operand) {
    return (row, faults) -> {
      String text = operand.eval(row, faults);
      if (text == null) {
        return Double.NaN;
      }
      String stripped = text.strip();
      boolean decimal = stripped.length() <= LONGEST && DECIMAL.matches(stripped);
      return decimal ? Arithmetic.finite(Double.parseDouble(stripped), faults) : faults.number();
    };
  }

  /** Whole numbers without a fraction, so that {@code string(x.getHours())} is {@code "8"}. */
  static TextNode written(NumberNode operand) {
    return (row, faults) -> {
      double value = operand.eval(row, faults);
      if (Double.isNaN(value)) {
        return null;
      }
      boolean whole = value == Math.rint(value) && Math.abs(value) <= EXACT;
      return whole ? Long.toString((long) value) : Double.toString(value);
    };
  }
}
