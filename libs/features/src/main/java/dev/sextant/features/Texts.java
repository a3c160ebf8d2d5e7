package dev.sextant.features;

import static dev.sextant.features.ValueType.NUMBER;
import static dev.sextant.features.ValueType.TEXT;
import static dev.sextant.features.ValueType.TRUTH;

import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.TextNode;
import dev.sextant.features.Node.TruthNode;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Functions on texts. Positions and lengths count code points. The empty text is a missing text, so
 * what comes out empty is missing.
 */
final class Texts {
  /** What {@code +} and {@code replace} may grow a text to; more cannot be computed. */
  static final int MAX_LENGTH = 65_536;

  private static final int COST = 4;

  private Texts() {}

  static Stream<Function> functions() {
    return Stream.of(tests(), transformations(), positions(), conversions()).flatMap(List::stream);
  }

  private static List<Function> tests() {
    return List.of(
        test("startsWith", String::startsWith),
        test("endsWith", String::endsWith),
        test("contains", String::contains),
        new Function(
            "matches",
            List.of(TEXT, TEXT),
            100,
            a -> {
              var pattern = Patterns.compile(a.literal(1, "the pattern of matches()"));
              return test(a.text(0), text -> pattern.matcher(text).find());
            }));
  }

  private static List<Function> transformations() {
    return List.of(
        transformation("lower", text -> text.toLowerCase(Locale.ROOT)),
        transformation("upper", text -> text.toUpperCase(Locale.ROOT)),
        transformation("trim", String::strip),
        new Function("_+_", List.of(TEXT, TEXT), COST, a -> join(a.text(0), a.text(1))),
        new Function(
            "replace",
            List.of(TEXT, TEXT, TEXT),
            COST,
            a -> replace(a.text(0), a.text(1), a.text(2))));
  }

  private static List<Function> positions() {
    return List.of(
        new Function("size", List.of(TEXT), COST, a -> size(a.text(0))),
        new Function("indexOf", List.of(TEXT, TEXT), COST, a -> indexOf(a.text(0), a.text(1))),
        new Function(
            "substring",
            List.of(TEXT, NUMBER),
            COST,
            a -> substring(a.text(0), a.number(1), size(a.text(0)))),
        new Function(
            "substring",
            List.of(TEXT, NUMBER, NUMBER),
            COST,
            a -> substring(a.text(0), a.number(1), a.number(2))),
        new Function(
            "charAt",
            List.of(TEXT, NUMBER),
            COST,
            a -> {
              NumberNode at = a.number(1);
              return substring(a.text(0), at, (row, faults) -> at.eval(row, faults) + 1);
            }));
  }

  private static List<Function> conversions() {
    return List.of(
        new Function("double", List.of(TEXT), COST, a -> Numerals.parsed(a.text(0))),
        new Function("string", List.of(NUMBER), COST, a -> Numerals.written(a.number(0))),
        new Function("string", List.of(TEXT), 1, a -> a.text(0)),
        new Function("string", List.of(TRUTH), 1, a -> written(a.truth(0))));
  }

  private static Function test(String name, BiPredicate<String, String> test) {
    return new Function(
        name,
        List.of(TEXT, TEXT),
        COST,
        a -> {
          TextNode left = a.text(0);
          TextNode right = a.text(1);
          return (TruthNode)
              (row, faults) -> {
                String text = left.eval(row, faults);
                String part = text == null ? null : right.eval(row, faults);
                return text == null || part == null
                    ? TruthNode.UNKNOWN
                    : TruthNode.of(test.test(text, part));
              };
        });
  }

  private static TruthNode test(TextNode operand, Predicate<String> test) {
    return (row, faults) -> {
      String text = operand.eval(row, faults);
      return text == null ? TruthNode.UNKNOWN : TruthNode.of(test.test(text));
    };
  }

  private static Function transformation(String name, UnaryOperator<String> operator) {
    return new Function(
        name,
        List.of(TEXT),
        COST,
        a -> {
          TextNode operand = a.text(0);
          return (TextNode)
              (row, faults) -> {
                String text = operand.eval(row, faults);
                return text == null ? null : filled(operator.apply(text));
              };
        });
  }

  private static TextNode join(TextNode left, TextNode right) {
    return (row, faults) -> {
      String a = left.eval(row, faults);
      String b = a == null ? null : right.eval(row, faults);
      if (a == null || b == null) {
        return null;
      }
      return (long) a.length() + b.length() > MAX_LENGTH ? tooLong(faults) : a + b;
    };
  }

  private static TextNode replace(TextNode operand, TextNode part, TextNode by) {
    return (row, faults) -> {
      String text = operand.eval(row, faults);
      String a = text == null ? null : part.eval(row, faults);
      String b = a == null ? null : by.eval(row, faults);
      if (text == null || a == null || b == null) {
        return null;
      }
      // The longest that it can get, before anything is built.
      long bound = (long) (text.length() / a.length()) * Math.max(0, b.length() - a.length());
      return bound + text.length() > MAX_LENGTH && text.contains(a)
          ? tooLong(faults)
          : text.replace(a, b);
    };
  }

  private static NumberNode size(TextNode operand) {
    return (row, faults) -> {
      String text = operand.eval(row, faults);
      return text == null ? Double.NaN : text.codePointCount(0, text.length());
    };
  }

  /** The position of the first occurrence, or -1. */
  private static NumberNode indexOf(TextNode operand, TextNode part) {
    return (row, faults) -> {
      String text = operand.eval(row, faults);
      String sought = text == null ? null : part.eval(row, faults);
      if (text == null || sought == null) {
        return Double.NaN;
      }
      int at = text.indexOf(sought);
      return at < 0 ? -1 : text.codePointCount(0, at);
    };
  }

  private static TextNode substring(TextNode operand, NumberNode start, NumberNode end) {
    return (row, faults) -> {
      String text = operand.eval(row, faults);
      double from = text == null ? Double.NaN : start.eval(row, faults);
      double to = Double.isNaN(from) ? Double.NaN : end.eval(row, faults);
      if (text == null || Double.isNaN(to)) {
        return null;
      }
      int length = text.codePointCount(0, text.length());
      if (from < 0 || to < from || to > length || from != (int) from || to != (int) to) {
        faults.mark();
        return null;
      }
      int begin = text.offsetByCodePoints(0, (int) from);
      return filled(text.substring(begin, text.offsetByCodePoints(begin, (int) to - (int) from)));
    };
  }

  private static TextNode written(TruthNode operand) {
    return (row, faults) ->
        switch (operand.eval(row, faults)) {
          case TruthNode.TRUE -> "true";
          case TruthNode.FALSE -> "false";
          default -> null;
        };
  }

  private static @Nullable String tooLong(Faults faults) {
    faults.mark();
    return null;
  }

  private static @Nullable String filled(String text) {
    return text.isEmpty() ? null : text;
  }
}
