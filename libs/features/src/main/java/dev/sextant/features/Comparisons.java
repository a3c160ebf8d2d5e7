package dev.sextant.features;

import static dev.sextant.features.ValueType.DURATION;
import static dev.sextant.features.ValueType.NUMBER;
import static dev.sextant.features.ValueType.TEXT;
import static dev.sextant.features.ValueType.TIMESTAMP;
import static dev.sextant.features.ValueType.TRUTH;

import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.TextNode;
import dev.sextant.features.Node.TruthNode;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Equality and order, within one type. A missing side makes the answer missing. */
final class Comparisons {
  private static final Map<String, IntPredicate> OPERATORS =
      Map.of(
          "_==_", order -> order == 0,
          "_!=_", order -> order != 0,
          "_<_", order -> order < 0,
          "_<=_", order -> order <= 0,
          "_>_", order -> order > 0,
          "_>=_", order -> order >= 0);

  private Comparisons() {}

  static Stream<Function> functions() {
    return OPERATORS.entrySet().stream()
        .flatMap(operator ->
            Stream.of(
                function(operator.getKey(), NUMBER, a -> numbers(a, operator.getValue())),
                function(operator.getKey(), TEXT, a -> texts(a, operator.getValue())),
                function(operator.getKey(), TRUTH, a -> truths(a, operator.getValue())),
                function(operator.getKey(), TIMESTAMP, a -> times(a, operator.getValue())),
                function(operator.getKey(), DURATION, a -> spans(a, operator.getValue()))));
  }

  private static Function function(String name, ValueType type, Function.Maker maker) {
    return new Function(name, List.of(type, type), 1, maker);
  }

  private static TruthNode numbers(Function.Arguments arguments, IntPredicate test) {
    NumberNode left = arguments.number(0);
    NumberNode right = arguments.number(1);
    return (row, faults) -> {
      double a = left.eval(row, faults);
      if (Double.isNaN(a)) {
        return TruthNode.UNKNOWN;
      }
      double b = right.eval(row, faults);
      // Not Double.compare: zero equals minus zero here.
      return Double.isNaN(b)
          ? TruthNode.UNKNOWN
          : TruthNode.of(test.test(a < b ? -1 : a > b ? 1 : 0));
    };
  }

  private static TruthNode texts(Function.Arguments arguments, IntPredicate test) {
    TextNode left = arguments.text(0);
    TextNode right = arguments.text(1);
    return (row, faults) -> {
      String a = left.eval(row, faults);
      if (a == null) {
        return TruthNode.UNKNOWN;
      }
      String b = right.eval(row, faults);
      return b == null ? TruthNode.UNKNOWN : TruthNode.of(test.test(compare(a, b)));
    };
  }

  private static TruthNode truths(Function.Arguments arguments, IntPredicate test) {
    TruthNode left = arguments.truth(0);
    TruthNode right = arguments.truth(1);
    return (row, faults) -> {
      int a = left.eval(row, faults);
      int b = right.eval(row, faults);
      return a == TruthNode.UNKNOWN || b == TruthNode.UNKNOWN
          ? TruthNode.UNKNOWN
          : TruthNode.of(test.test(a - b));
    };
  }

  private static TruthNode times(Function.Arguments arguments, IntPredicate test) {
    var left = arguments.time(0);
    var right = arguments.time(1);
    return (row, faults) -> longs(left.eval(row, faults), right.eval(row, faults), test);
  }

  private static TruthNode spans(Function.Arguments arguments, IntPredicate test) {
    var left = arguments.span(0);
    var right = arguments.span(1);
    return (row, faults) -> longs(left.eval(row, faults), right.eval(row, faults), test);
  }

  private static int longs(long a, long b, IntPredicate test) {
    return a == Timestamps.MISSING || b == Timestamps.MISSING
        ? TruthNode.UNKNOWN
        : TruthNode.of(test.test(Long.compare(a, b)));
  }

  /** By code point, as CEL orders texts; {@link String#compareTo} would go by UTF-16 unit. */
  private static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean mixed = Character.isSurrogate(x) != Character.isSurrogate(y);
        return mixed ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
