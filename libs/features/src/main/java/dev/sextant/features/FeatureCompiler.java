package dev.sextant.features;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns expressions into programs, or says everything that is wrong with them. */
public final class FeatureCompiler {

  /** The most features that one program may have. */
  public static final int MAX_FEATURES = 1_000;

  private FeatureCompiler() {}

  /** Compiles features; the problems of the third one have the path {@code features[2].cel}. */
  public static Compilation<FeatureProgram> features(
      List<Variable> variables, List<FeatureExpression> features) {
    return features("features", variables, features);
  }

  /**
   * Compiles features.
   *
   * @param path the field that holds the list, with which the path of every problem begins
   * @param variables the columns that expressions may read
   * @param features the expressions, in the order of the outputs
   */
  public static Compilation<FeatureProgram> features(
      String path, List<Variable> variables, List<FeatureExpression> features) {
    if (features.size() > MAX_FEATURES) {
      return rejected(
          path,
          "%d features, at most %d are allowed; split the data set"
              .formatted(features.size(), MAX_FEATURES));
    }
    var scope = new Scope(variables);
    var problems = new ArrayList<Problem>();
    var outputs = new ArrayList<Feature>();
    var nodes = new ArrayList<Node>();
    var names = new HashSet<String>();
    for (int i = 0; i < features.size(); i++) {
      FeatureExpression feature = features.get(i);
      String at = path + "[" + i + "]";
      nameProblem(feature.name(), scope, names, at + ".name").ifPresent(problems::add);
      try {
        var compiled = ExpressionCompiler.compile(feature.cel(), scope);
        outputs.add(new Feature(feature.name(), columnType(compiled.node()), compiled.inputs()));
        nodes.add(compiled.node());
      } catch (Refusal refusal) {
        problems.add(new Problem(at + ".cel", refusal.message()));
      }
    }
    return problems.isEmpty()
        ? new Compilation.Compiled<>(
            new FeatureProgram(variables, union(variables, outputs), outputs, nodes))
        : new Compilation.Rejected<>(problems);
  }

  /** Compiles a condition on rows, such as {@code rows.keepWhen}. */
  public static Compilation<RowPredicate> predicate(
      String path, List<Variable> variables, String cel) {
    try {
      var compiled = ExpressionCompiler.compile(cel, new Scope(variables));
      return compiled.node() instanceof Node.TruthNode truth
          ? new Compilation.Compiled<>(new RowPredicate(compiled.inputs(), truth))
          : rejected(
              path,
              "gives a %s, not a boolean; compare it with something"
                  .formatted(compiled.node().type()));
    } catch (Refusal refusal) {
      return rejected(path, refusal.message());
    }
  }

  /** Compiles a numeric expression, such as a heuristic. */
  public static Compilation<NumberProgram> number(
      String path, List<Variable> variables, String cel) {
    try {
      var compiled = ExpressionCompiler.compile(cel, new Scope(variables));
      return compiled.node() instanceof Node.NumberNode number
          ? new Compilation.Compiled<>(new NumberProgram(compiled.inputs(), number))
          : rejected(
              path,
              "gives a %s, not a number; convert it, as in double(x)"
                  .formatted(compiled.node().type()));
    } catch (Refusal refusal) {
      return rejected(path, refusal.message());
    }
  }

  private static Optional<Problem> nameProblem(
      String name, Scope scope, Set<String> names, String path) {
    if (name.isBlank()) {
      return Optional.of(new Problem(path, "is empty; name the feature"));
    }
    if (scope.declares(name)) {
      return Optional.of(
          new Problem(path, "'%s' is already a column; choose another name".formatted(name)));
    }
    return names.add(name)
        ? Optional.empty()
        : Optional.of(
            new Problem(path, "'%s' is already a feature; choose another name".formatted(name)));
  }

  private static ColumnType columnType(Node node) throws Refusal {
    return switch (node) {
      case Node.NumberNode _ -> ColumnType.Double;
      case Node.TextNode _ -> ColumnType.String;
      case Node.TruthNode _ -> ColumnType.Boolean;
      case Node.TimeNode _ ->
          throw new Refusal(
              "gives a timestamp, which no model can read; take a part of it, as in"
                  + " pickup.getHours()");
      case Node.SpanNode _ ->
          throw new Refusal(
              "gives a duration, which no model can read; measure it, as in toSeconds(dropoff -"
                  + " pickup)");
    };
  }

  private static List<Variable> union(List<Variable> variables, List<Feature> features) {
    var read = new HashSet<Variable>();
    features.forEach(feature -> read.addAll(feature.inputs()));
    return variables.stream().filter(read::contains).toList();
  }

  private static <P> Compilation<P> rejected(String path, String message) {
    return new Compilation.Rejected<>(List.of(new Problem(path, message)));
  }
}
