package dev.sextant.features;

import org.jspecify.annotations.Nullable;

/**
 * A step of a compiled expression: a function of the row. One interface per type, so that numbers
 * and times stay primitive and a row makes next to no garbage.
 */
sealed interface Node {

  ValueType type();

  /** NaN is missing; an infinity never leaves a node. */
  @FunctionalInterface
  non-sealed interface NumberNode extends Node {
    double eval(RowView row, Faults faults);

    @Override
    default ValueType type() {
      return ValueType.NUMBER;
    }
  }

  /** Null is missing; the empty text never leaves a node. */
  @FunctionalInterface
  non-sealed interface TextNode extends Node {
    @Nullable String eval(RowView row, Faults faults);

    @Override
    default ValueType type() {
      return ValueType.TEXT;
    }
  }

  /** A truth value of three: {@link #FALSE}, {@link #TRUE} or {@link #UNKNOWN} (missing). */
  @FunctionalInterface
  non-sealed interface TruthNode extends Node {
    int FALSE = 0;
    int TRUE = 1;
    int UNKNOWN = -1;

    int eval(RowView row, Faults faults);

    @Override
    default ValueType type() {
      return ValueType.TRUTH;
    }

    static int of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /** Microseconds since the epoch; {@link Timestamps#MISSING} is missing. */
  @FunctionalInterface
  non-sealed interface TimeNode extends Node {
    long eval(RowView row, Faults faults);

    @Override
    default ValueType type() {
      return ValueType.TIMESTAMP;
    }
  }

  /** A length of time in microseconds; {@link Timestamps#MISSING} is missing. */
  @FunctionalInterface
  non-sealed interface SpanNode extends Node {
    long eval(RowView row, Faults faults);

    @Override
    default ValueType type() {
      return ValueType.DURATION;
    }
  }

  /** A text that is written in the expression itself. */
  record TextLiteral(String value) implements TextNode {
    @Override
    public String eval(RowView row, Faults faults) {
      return value;
    }
  }
}
