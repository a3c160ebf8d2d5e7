package dev.sextant.features;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.TextNode;
import dev.sextant.features.Node.TruthNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** {@code x in [...]}: whether a text or number is one of those written in the expression. */
final class Membership {
  private Membership() {}

  static TruthNode of(Node left, List<CelExpr> elements) throws Refusal {
    return switch (left) {
      case TextNode node -> amongTexts(node, elements);
      case NumberNode node -> amongNumbers(node, elements);
      case Node.TruthNode _, Node.TimeNode _, Node.SpanNode _ ->
          throw new Refusal(
              "'in' looks for a string or a number, not for a %s".formatted(left.type()));
    };
  }

  private static TruthNode amongTexts(TextNode node, List<CelExpr> elements) throws Refusal {
    var values = new HashSet<String>();
    for (CelExpr element : elements) {
      CelConstant constant = constant(element);
      if (constant.getKind() != CelConstant.Kind.STRING_VALUE || constant.stringValue().isEmpty()) {
        throw new Refusal("a string is sought, so the list must hold strings that are not empty");
      }
      values.add(constant.stringValue());
    }
    return (row, faults) -> {
      String value = node.eval(row, faults);
      return value == null ? TruthNode.UNKNOWN : TruthNode.of(values.contains(value));
    };
  }

  private static TruthNode amongNumbers(NumberNode node, List<CelExpr> elements) throws Refusal {
    var values = new double[elements.size()];
    for (int i = 0; i < values.length; i++) {
      CelConstant constant = constant(elements.get(i));
      values[i] =
          switch (constant.getKind()) {
            case INT64_VALUE -> constant.int64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            default -> throw new Refusal("a number is sought, so the list must hold numbers");
          };
    }
    Arrays.sort(values);
    return (row, faults) -> {
      double value = node.eval(row, faults);
      return Double.isNaN(value) ? TruthNode.UNKNOWN : TruthNode.of(holds(values, value));
    };
  }

  /** Binary search tells minus zero from zero; as in comparisons, they are equal here. */
  private static boolean holds(double[] sorted, double value) {
    return Arrays.binarySearch(sorted, value) >= 0
        || (value == 0 && Arrays.binarySearch(sorted, -value) >= 0);
  }

  private static CelConstant constant(CelExpr element) throws Refusal {
    if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      throw new Refusal("the list of 'in' must hold constants");
    }
    return element.constant();
  }
}
