package dev.sextant.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.collect.ImmutableMap;
import com.google.protobuf.Timestamp;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.sextant.contracts.data.FeatureExpression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every expression and every row. */
final class ExpressionPropertiesTest {
  private static final CelCompiler CEL =
      CelCompilerFactory.standardCelCompilerBuilder()
          .addVar("distance", SimpleType.DOUBLE)
          .addVar("passengers", SimpleType.DOUBLE)
          .addVar("zone", SimpleType.STRING)
          .addVar("vip", SimpleType.BOOL)
          .addVar("pickup", SimpleType.TIMESTAMP)
          .addVar("dropoff", SimpleType.TIMESTAMP)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();

  /** Total: no row makes a program throw, and what is missing has one form per type. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void givesAValueOrAMissingOneForEveryRow(
      @ForAll("expressions") String expression, @ForAll("rows") TestRow row) {
    FeatureProgram program = compile(expression);
    var tally = program.newTally();

    program.evaluate(
        row,
        new FeatureSink() {
          @Override
          public void number(int feature, double value) {
            assertThat(Double.isInfinite(value)).isFalse();
          }

          @Override
          public void text(int feature, String value) {
            assertThat(value).isNotEqualTo("");
          }

          @Override
          public void truth(int feature, Boolean value) {}
        },
        tally);

    assertThat(tally.rows()).isEqualTo(1);
    assertThat(tally.failed(0)).isLessThanOrEqualTo(tally.missing(0));
  }

  /** Where nobody asks and every operand is needed, one missing value is enough. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void anythingMissingMakesAStrictExpressionMissing(
      @ForAll("strictNumbers") String expression,
      @ForAll("completeRows") TestRow row,
      @ForAll int choice) {
    FeatureProgram program = compile(expression);
    Assume.that(!program.inputs().isEmpty());
    Variable lost = program.inputs().get(Math.floorMod(choice, program.inputs().size()));
    var values = new HashMap<>(row.values());
    values.remove(lost.name());

    assertThat(program.evaluate(new TestRow(values))).containsOnlyNulls();
  }

  /** The inputs of a program are all that it reads. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void readsNothingButItsInputs(
      @ForAll("expressions") String expression, @ForAll("rows") TestRow row) {
    FeatureProgram program = compile(expression);
    var kept = new HashMap<>(row.values());
    kept.keySet().retainAll(program.inputs().stream().map(Variable::name).toList());

    assertThat(program.evaluate(new TestRow(kept))).isEqualTo(program.evaluate(row));
  }

  /** CEL's own runtime agrees wherever it knows the operations and nothing is missing. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void agreesWithTheRuntimeOfCel(
      @ForAll("portable") String expression, @ForAll("completeRows") TestRow row)
      throws CelValidationException {
    FeatureProgram program = compile(expression);
    Object ours = program.evaluate(row)[0];
    // A step that is not finite is missing here and an infinity there.
    Assume.that(ours != null);

    Object theirs;
    try {
      theirs = RUNTIME.createProgram(CEL.compile(expression).getAst()).eval(protobuf(row));
    } catch (CelEvaluationException outOfRange) {
      Assume.that(false);
      return;
    }
    Object comparable = theirs instanceof Long whole ? whole.doubleValue() : theirs;
    assertThat(ours).as("%s with %s", expression, row).isEqualTo(comparable);
  }

  /** Any text is either a program or a list of problems, never an exception. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void refusesOrCompilesAnyText(@ForAll("fragments") String text) {
    var feature = new FeatureExpression("feature", text);

    switch (FeatureCompiler.features(TestRow.VARIABLES, List.of(feature))) {
      case Compilation.Compiled<FeatureProgram> compiled ->
          compiled.program().evaluate(new TestRow(Map.of()));
      case Compilation.Rejected<FeatureProgram> rejected ->
          assertThat(rejected.problems())
              .singleElement()
              .satisfies(
                  problem -> assertThat(problem.message()).isNotBlank().doesNotContain("\n"));
    }
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void refusesOrCompilesAnyCharacters(@ForAll String text) {
    refusesOrCompilesAnyText(text);
  }

  @Provide
  Arbitrary<String> expressions() {
    return Expressions.any(3);
  }

  @Provide
  Arbitrary<TestRow> rows() {
    return Expressions.rows();
  }

  @Provide
  Arbitrary<TestRow> completeRows() {
    return Expressions.completeRows();
  }

  @Provide
  Arbitrary<String> strictNumbers() {
    return strict(3);
  }

  private static Arbitrary<String> strict(int depth) {
    var leaf = Arbitraries.of("distance", "passengers", "2");
    if (depth == 0) {
      return leaf;
    }
    var a = Arbitraries.lazy(() -> strict(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(a, Arbitraries.of("+", "-", "*", "/", "%"), a)
            .as("(%s %s %s)"::formatted),
        Combinators.combine(Arbitraries.of("min", "max", "pow", "hypot"), a, a)
            .as("%s(%s, %s)"::formatted),
        Combinators.combine(Arbitraries.of("abs", "sqrt", "log", "tanh"), a)
            .as("%s(%s)"::formatted),
        a.map("double(string(%s))"::formatted));
  }

  /** What both evaluators understand: CEL has no mixed arithmetic and few functions. */
  @Provide
  Arbitrary<String> portable() {
    return Arbitraries.oneOf(portableNumber(3), portableTruth(3), portablePart());
  }

  private static Arbitrary<String> portableNumber(int depth) {
    var leaf = Arbitraries.of("distance", "passengers", "0.5", "-3.25", "7.0");
    if (depth == 0) {
      return leaf;
    }
    var a = Arbitraries.lazy(() -> portableNumber(depth - 1));
    return Arbitraries.oneOf(
        leaf,
        Combinators.combine(a, Arbitraries.of("+", "-", "*", "/"), a).as("(%s %s %s)"::formatted),
        a.map("(-%s)"::formatted),
        Combinators.combine(Arbitraries.lazy(() -> portableTruth(depth - 1)), a, a)
            .as("(%s ? %s : %s)"::formatted));
  }

  private static Arbitrary<String> portableTruth(int depth) {
    var leaf = Arbitraries.of("vip", "true", "false", "zone in ['north', 'o']");
    if (depth == 0) {
      return leaf.map("(%s)"::formatted);
    }
    var b = Arbitraries.lazy(() -> portableTruth(depth - 1));
    var n = Arbitraries.lazy(() -> portableNumber(depth - 1));
    var t = Arbitraries.of("pickup", "dropoff", "(pickup + duration('90m'))");
    var s = Arbitraries.of("zone", "(zone + 'x')", "'north'");
    var comparison = Arbitraries.of("<", "<=", ">", ">=", "==", "!=");
    return Arbitraries.oneOf(
        leaf.map("(%s)"::formatted),
        Combinators.combine(b, Arbitraries.of("&&", "||", "==", "!="), b)
            .as("(%s %s %s)"::formatted),
        b.map("(!%s)"::formatted),
        Combinators.combine(n, comparison, n).as("(%s %s %s)"::formatted),
        Combinators.combine(s, comparison, s).as("(%s %s %s)"::formatted),
        Combinators.combine(t, comparison, t).as("(%s %s %s)"::formatted),
        Combinators.combine(s, Arbitraries.of("startsWith", "endsWith", "contains"), s)
            .as("%s.%s(%s)"::formatted),
        s.map("%s.matches('^[a-m]+o?')"::formatted));
  }

  private static Arbitrary<String> portablePart() {
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.of("pickup", "dropoff"), Expressions.parts())
            .as("%s.%s"::formatted),
        Arbitraries.of("getHours", "getMinutes", "getSeconds")
            .map("(dropoff - pickup).%s()"::formatted),
        Arbitraries.of("size(zone)", "int(pickup)"));
  }

  /** Pieces of the language in any order. */
  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
            "distance",
            "zone",
            "vip",
            "pickup",
            "x",
            "1",
            "2.5",
            "'a'",
            "''",
            "\"",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ".",
            ",",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<",
            "==",
            "&&",
            "||",
            "!",
            "?",
            ":",
            "in",
            "abs",
            "size",
            "matches",
            "getHours",
            "orElse",
            "null",
            "true",
            "5u",
            "b'x'",
            "`",
            "\\",
            "\n",
            " ",
            "map",
            "has",
            "duration",
            "'1h'",
            "'Europe/Berlin'",
            "😀")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }

  private static FeatureProgram compile(String expression) {
    var feature = new FeatureExpression("feature", expression);
    return switch (FeatureCompiler.features(TestRow.VARIABLES, List.of(feature))) {
      case Compilation.Compiled<FeatureProgram> compiled -> compiled.program();
      case Compilation.Rejected<FeatureProgram> rejected ->
          fail("%s: %s", expression, rejected.problems());
    };
  }

  private static Map<String, Object> protobuf(TestRow row) {
    return row.values().entrySet().stream()
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(Map.Entry::getKey, entry -> protobuf(entry.getValue())),
                ImmutableMap::copyOf));
  }

  private static Object protobuf(Object value) {
    return value instanceof Long micros
        ? Timestamp.newBuilder()
            .setSeconds(Math.floorDiv(micros, 1_000_000L))
            .setNanos((int) Math.floorMod(micros, 1_000_000L) * 1_000)
            .build()
        : value;
  }
}
