package dev.sextant.features;

import static dev.sextant.features.ValueType.TRUTH;

import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.SpanNode;
import dev.sextant.features.Node.TextNode;
import dev.sextant.features.Node.TimeNode;
import dev.sextant.features.Node.TruthNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Conditions and what asks for missing values. {@code &&} and {@code ||} have three values (Kleene,
 * as CEL has for errors): a missing side matters only where the other does not decide. A missing
 * condition makes {@code ?:} missing; only the chosen branch is evaluated.
 */
final class Logic {
  private Logic() {}

  static Stream<Function> functions() {
    return Stream.concat(
        Stream.of(
            new Function("_&&_", List.of(TRUTH, TRUTH), 1, a -> and(a.truth(0), a.truth(1))),
            new Function("_||_", List.of(TRUTH, TRUTH), 1, a -> or(a.truth(0), a.truth(1))),
            new Function("!_", List.of(TRUTH), 1, a -> not(a.truth(0))),
            new Function("double", List.of(TRUTH), 1, a -> number(a.truth(0)))),
        Arrays.stream(ValueType.values())
            .flatMap(type ->
                Stream.of(
                    new Function(
                        "isMissing", List.of(type), 1, a -> isMissing(a.nodes().getFirst())),
                    new Function(
                        "orElse",
                        List.of(type, type),
                        1,
                        a -> orElse(a.nodes().get(0), a.nodes().get(1))),
                    new Function(
                        "_?_:_",
                        List.of(TRUTH, type, type),
                        1,
                        a -> choose(a.truth(0), a.nodes().get(1), a.nodes().get(2))))));
  }

  static TruthNode not(TruthNode operand) {
    return (row, faults) -> {
      int value = operand.eval(row, faults);
      return value == TruthNode.UNKNOWN ? value : TruthNode.TRUE - value;
    };
  }

  private static TruthNode and(TruthNode left, TruthNode right) {
    return (row, faults) -> {
      int a = left.eval(row, faults);
      if (a == TruthNode.FALSE) {
        return a;
      }
      int b = right.eval(row, faults);
      return b == TruthNode.FALSE || a == TruthNode.TRUE ? b : TruthNode.UNKNOWN;
    };
  }

  private static TruthNode or(TruthNode left, TruthNode right) {
    return (row, faults) -> {
      int a = left.eval(row, faults);
      if (a == TruthNode.TRUE) {
        return a;
      }
      int b = right.eval(row, faults);
      return b == TruthNode.TRUE || a == TruthNode.FALSE ? b : TruthNode.UNKNOWN;
    };
  }

  private static NumberNode number(TruthNode operand) {
    return (row, faults) -> {
      int value = operand.eval(row, faults);
      return value == TruthNode.UNKNOWN ? Double.NaN : value;
    };
  }

  private static TruthNode isMissing(Node node) {
    return switch (node) {
      case NumberNode n -> (row, faults) -> TruthNode.of(Double.isNaN(n.eval(row, faults)));
      case TextNode n -> (row, faults) -> TruthNode.of(n.eval(row, faults) == null);
      case TruthNode n -> (row, faults) -> TruthNode.of(n.eval(row, faults) == TruthNode.UNKNOWN);
      case TimeNode n -> (row, faults) -> TruthNode.of(n.eval(row, faults) == Timestamps.MISSING);
      case SpanNode n -> (row, faults) -> TruthNode.of(n.eval(row, faults) == Timestamps.MISSING);
    };
  }

  private static Node orElse(Node node, Node other) {
    return switch (node) {
      case NumberNode n -> {
        var otherwise = (NumberNode) other;
        yield (NumberNode)
            (row, faults) -> {
              double value = n.eval(row, faults);
              return Double.isNaN(value) ? otherwise.eval(row, faults) : value;
            };
      }
      case TextNode n -> {
        var otherwise = (TextNode) other;
        yield (TextNode)
            (row, faults) -> {
              String value = n.eval(row, faults);
              return value == null ? otherwise.eval(row, faults) : value;
            };
      }
      case TruthNode n -> {
        var otherwise = (TruthNode) other;
        yield (TruthNode)
            (row, faults) -> {
              int value = n.eval(row, faults);
              return value == TruthNode.UNKNOWN ? otherwise.eval(row, faults) : value;
            };
      }
      case TimeNode n -> {
        var otherwise = (TimeNode) other;
        yield (TimeNode)
            (row, faults) -> {
              long value = n.eval(row, faults);
              return value == Timestamps.MISSING ? otherwise.eval(row, faults) : value;
            };
      }
      case SpanNode n -> {
        var otherwise = (SpanNode) other;
        yield (SpanNode)
            (row, faults) -> {
              long value = n.eval(row, faults);
              return value == Timestamps.MISSING ? otherwise.eval(row, faults) : value;
            };
      }
    };
  }

  private static Node choose(TruthNode condition, Node yes, Node no) {
    return switch (missing(yes.type())) {
      case NumberNode missing ->
          (NumberNode)
              (row, faults) ->
                  ((NumberNode) pick(condition.eval(row, faults), yes, no, missing))
                      .eval(row, faults);
      case TextNode missing ->
          (TextNode)
              (row, faults) ->
                  ((TextNode) pick(condition.eval(row, faults), yes, no, missing))
                      .eval(row, faults);
      case TruthNode missing ->
          (TruthNode)
              (row, faults) ->
                  ((TruthNode) pick(condition.eval(row, faults), yes, no, missing))
                      .eval(row, faults);
      case TimeNode missing ->
          (TimeNode)
              (row, faults) ->
                  ((TimeNode) pick(condition.eval(row, faults), yes, no, missing))
                      .eval(row, faults);
      case SpanNode missing ->
          (SpanNode)
              (row, faults) ->
                  ((SpanNode) pick(condition.eval(row, faults), yes, no, missing))
                      .eval(row, faults);
    };
  }

  private static Node pick(int condition, Node yes, Node no, Node missing) {
    return switch (condition) {
      case TruthNode.TRUE -> yes;
      case TruthNode.FALSE -> no;
      default -> missing;
    };
  }

  /** The missing value of a type: what {@code null} means in an expression. */
  static Node missing(ValueType type) {
    return switch (type) {
      case NUMBER -> (NumberNode) (row, faults) -> Double.NaN;
      case TEXT -> (TextNode) (row, faults) -> null;
      case TRUTH -> (TruthNode) (row, faults) -> TruthNode.UNKNOWN;
      case TIMESTAMP -> (TimeNode) (row, faults) -> Timestamps.MISSING;
      case DURATION -> (SpanNode) (row, faults) -> Timestamps.MISSING;
    };
  }
}
