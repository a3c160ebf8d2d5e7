package dev.sextant.features;

import java.util.List;

/**
 * An operation of the language: how it is written, what it takes and gives, and how its node is
 * made.
 *
 * @param name the name in the syntax tree: {@code abs}, or CEL's name of an operator, {@code _+_}
 * @param parameters what it takes; a method's receiver is the first
 * @param cost what one evaluation counts against the limit of an expression
 * @param maker makes the node from the nodes of the arguments, whose types have been checked
 */
record Function(String name, List<ValueType> parameters, int cost, Maker maker) {

  /** Makes the node of one call. */
  @FunctionalInterface
  interface Maker {
    Node make(Arguments arguments) throws Refusal;
  }

  /** The arguments of one call, by position and type. */
  record Arguments(List<Node> nodes) {
    Node.NumberNode number(int i) {
      return (Node.NumberNode) nodes.get(i);
    }

    Node.TextNode text(int i) {
      return (Node.TextNode) nodes.get(i);
    }

    Node.TruthNode truth(int i) {
      return (Node.TruthNode) nodes.get(i);
    }

    Node.TimeNode time(int i) {
      return (Node.TimeNode) nodes.get(i);
    }

    Node.SpanNode span(int i) {
      return (Node.SpanNode) nodes.get(i);
    }

    /** The text that is written in the expression at this place. */
    String literal(int i, String what) throws Refusal {
      if (nodes.get(i) instanceof Node.TextLiteral literal) {
        return literal.value();
      }
      throw new Refusal("%s must be written in the expression, in quotes".formatted(what));
    }
  }
}
