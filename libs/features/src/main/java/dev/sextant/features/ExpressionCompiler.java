package dev.sextant.features;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.sextant.features.Node.NumberNode;
import dev.sextant.features.Node.TextNode;
import dev.sextant.features.Node.TimeNode;
import dev.sextant.features.Node.TruthNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns one expression into a node: CEL's parser reads it, this class checks the types and picks
 * the operations. Macros are off, so that no expression can loop; size, depth and cost are bounded.
 */
final class ExpressionCompiler {
  static final int MAX_CHARACTERS = 8_192;
  static final int MAX_DEPTH = 200;
  static final int MAX_COST = 2_000;

  private static final Set<String> MACROS =
      Set.of("has", "all", "exists", "exists_one", "map", "filter");
  private static final long LARGEST_WHOLE = 1L << 53;

  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(
              CelOptions.current()
                  .maxExpressionCodePointSize(MAX_CHARACTERS)
                  .maxParseRecursionDepth(MAX_DEPTH)
                  .maxParseErrorRecoveryLimit(1)
                  .retainRepeatedUnaryOperators(true)
                  .build())
          .build();

  private final Scope scope;
  private final TreeSet<Integer> inputs = new TreeSet<>();
  private int cost;

  private ExpressionCompiler(Scope scope) {
    this.scope = scope;
  }

  /**
   * What came of one expression.
   *
   * @param node its value as a function of the row
   * @param inputs the columns that it reads
   */
  record Compiled(Node node, List<Variable> inputs) {}

  static Compiled compile(String text, Scope scope) throws Refusal {
    if (text.isBlank()) {
      throw new Refusal("is empty; write an expression such as 2 * distance");
    }
    if (text.length() > MAX_CHARACTERS) {
      throw new Refusal(
          "has %d characters, at most %d are allowed; compute it in prepare.sql"
              .formatted(text.length(), MAX_CHARACTERS));
    }
    var compiler = new ExpressionCompiler(scope);
    Node node = compiler.node(parse(text), 1);
    return new Compiled(node, compiler.inputs.stream().map(scope::variable).toList());
  }

  private static CelExpr parse(String text) throws Refusal {
    CelValidationResult result;
    try {
      result = PARSER.parse(text);
      if (!result.hasError()) {
        return result.getAst().getExpr();
      }
    } catch (CelValidationException | RuntimeException | StackOverflowError e) {
      throw new Refusal("cannot be read as CEL: %s".formatted(firstLine(e.toString())));
    }
    var issue = result.getErrors().getFirst();
    if (issue.getMessage().contains("recursion limit")) {
      throw tooDeep();
    }
    int column = issue.getSourceLocation().getColumn() + 1;
    throw new Refusal(
        "cannot be read as CEL at line %d, character %d: %s"
            .formatted(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(1, column),
                firstLine(issue.getMessage())));
  }

  private static Refusal tooDeep() {
    return new Refusal(
        "is nested more than %d deep; split it into several features".formatted(MAX_DEPTH));
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("unknown error").replace("'<EOF>'", "the end");
    // What a parser could take instead is a long list of token names, and no help.
    int expecting = line.indexOf(" expecting ");
    line = expecting > 0 ? line.substring(0, expecting) : line;
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }

  private Node node(CelExpr expression, int depth) throws Refusal {
    if (depth > MAX_DEPTH) {
      throw tooDeep();
    }
    spend(1);
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant());
      case IDENT -> variable(expression.ident().name());
      case CALL -> call(expression.call(), depth);
      case SELECT ->
          throw new Refusal(
              "'.%s' selects a field, and columns have none; a function needs brackets, as in"
                      .formatted(expression.select().field())
                  + " pickup.getHours()");
      case LIST -> throw new Refusal("a list can only stand to the right of 'in'");
      case MAP, STRUCT, COMPREHENSION, NOT_SET ->
          throw new Refusal("maps, messages and loops are not part of row-wise expressions");
    };
  }

  private static Node constant(CelConstant constant) throws Refusal {
    return switch (constant.getKind()) {
      case INT64_VALUE -> number(constant.int64Value());
      case DOUBLE_VALUE -> number(constant.doubleValue());
      case BOOLEAN_VALUE -> {
        int value = TruthNode.of(constant.booleanValue());
        yield (TruthNode) (row, faults) -> value;
      }
      case STRING_VALUE -> {
        if (constant.stringValue().isEmpty()) {
          throw new Refusal(
              "the empty string is a missing value: ask isMissing(x), or write null for one");
        }
        yield new Node.TextLiteral(constant.stringValue());
      }
      case UINT64_VALUE -> throw new Refusal("all numbers are doubles: write 5, not 5u");
      case BYTES_VALUE -> throw new Refusal("there are no bytes: write 'text', not b'text'");
      case NULL_VALUE ->
          throw new Refusal(
              "null can only be a branch of a condition, as in x > 100 ? null : x; ask isMissing(x)"
                  + " for a missing value");
      case TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET ->
          throw new Refusal("this constant is not part of row-wise expressions");
    };
  }

  private static NumberNode number(double value) throws Refusal {
    if (!Double.isFinite(value)) {
      throw new Refusal("a number is too large for a double");
    }
    return (row, faults) -> value;
  }

  private static NumberNode number(long value) throws Refusal {
    if (value > LARGEST_WHOLE || value < -LARGEST_WHOLE) {
      throw new Refusal(
          "%d is beyond 2^53, where doubles skip whole numbers; write %d.0 if that is meant"
              .formatted(value, value));
    }
    return number((double) value);
  }

  private Node variable(String name) throws Refusal {
    Integer found = scope.position(name);
    if (found == null) {
      throw scope.undeclared(name);
    }
    int position = found;
    inputs.add(position);
    return switch (ValueType.of(scope.variable(position).type())) {
      case NUMBER ->
          (NumberNode)
              (row, faults) -> {
                double value = row.number(position);
                return Double.isFinite(value) ? value : Double.NaN;
              };
      case TEXT ->
          (TextNode)
              (row, faults) -> {
                String value = row.text(position);
                return value == null || value.isEmpty() ? null : value;
              };
      case TRUTH ->
          (TruthNode)
              (row, faults) -> {
                Boolean value = row.truth(position);
                return value == null ? TruthNode.UNKNOWN : TruthNode.of(value);
              };
      case TIMESTAMP ->
          (TimeNode)
              (row, faults) -> {
                long value = row.timestamp(position);
                return Timestamps.inRange(value) ? value : Timestamps.MISSING;
              };
      case DURATION -> throw new IllegalStateException("no column is a duration");
    };
  }

  private Node call(CelExpr.CelCall call, int depth) throws Refusal {
    var expressions = new ArrayList<CelExpr>();
    call.target().ifPresent(expressions::add);
    expressions.addAll(call.args());
    String name = call.function();
    if (name.equals("@in")) {
      return in(expressions, depth);
    }
    if (MACROS.contains(name)) {
      throw new Refusal(
          "'%s' is for lists and messages, and a row has none; compute it in prepare.sql"
              .formatted(name));
    }
    if (FunctionTable.named(name).isEmpty()) {
      throw FunctionTable.unknown(name);
    }
    var nodes = new ArrayList<Node>();
    if (name.equals("_?_:_")) {
      nodes.add(node(expressions.getFirst(), depth + 1));
      nodes.addAll(branches(expressions.get(1), expressions.get(2), depth + 1));
    } else {
      for (CelExpr expression : expressions) {
        nodes.add(node(expression, depth + 1));
      }
    }
    return apply(name, nodes);
  }

  /** One branch of a condition may be null: the missing value of the other's type. */
  private List<Node> branches(CelExpr yes, CelExpr no, int depth) throws Refusal {
    if (isNull(yes) && !isNull(no)) {
      Node node = node(no, depth);
      return List.of(Logic.missing(node.type()), node);
    }
    Node node = node(yes, depth);
    return List.of(node, isNull(no) ? Logic.missing(node.type()) : node(no, depth));
  }

  private Node in(List<CelExpr> sides, int depth) throws Refusal {
    Node left = node(sides.getFirst(), depth + 1);
    CelExpr right = sides.getLast();
    if (right.getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw new Refusal("'in' needs a list to its right, as in zone in ['north', 'south']");
    }
    ImmutableList<CelExpr> elements = right.list().elements();
    spend(elements.size() / 10);
    return Membership.of(left, elements);
  }

  private static boolean isNull(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.NULL_VALUE;
  }

  private Node apply(String name, List<Node> nodes) throws Refusal {
    List<ValueType> types = nodes.stream().map(Node::type).toList();
    var function = FunctionTable.find(name, types);
    if (function.isPresent()) {
      spend(function.get().cost());
      return function.get().maker().make(new Function.Arguments(nodes));
    }
    boolean folds = name.equals("min") || name.equals("max");
    if (folds && nodes.size() > 2) {
      var rest = new ArrayList<Node>();
      rest.add(apply(name, nodes.subList(0, 2)));
      rest.addAll(nodes.subList(2, nodes.size()));
      return apply(name, rest);
    }
    throw FunctionTable.mismatch(name, types);
  }

  private void spend(int amount) throws Refusal {
    cost += amount;
    if (cost > MAX_COST) {
      throw new Refusal("is too long to evaluate for every row; split it into several features");
    }
  }
}
