package dev.sextant.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What comes out of compiling: programs with their inputs and types, or every problem at once. */
final class FeatureCompilerTest {

  @Test
  void namesInputsAndTypesOfEveryFeature() {
    FeatureProgram program =
        FeatureCompiler.features(
                TestRow.VARIABLES,
                List.of(
                    new FeatureExpression("hour", "pickup.getHours()"),
                    new FeatureExpression("far", "distance > 10 || zone == 'airport'"),
                    new FeatureExpression("area", "lower(zone)")))
            .orThrow();

    assertThat(program.inputs())
        .extracting(Variable::name)
        .containsExactly("distance", "zone", "pickup");
    assertThat(program.features())
        .containsExactly(
            new Feature(
                "hour", ColumnType.Double, List.of(new Variable("pickup", ColumnType.Timestamp))),
            new Feature(
                "far",
                ColumnType.Boolean,
                List.of(
                    new Variable("distance", ColumnType.Double),
                    new Variable("zone", ColumnType.String))),
            new Feature(
                "area", ColumnType.String, List.of(new Variable("zone", ColumnType.String))));
  }

  @Test
  void saysAllThatIsWrong() {
    var compilation =
        FeatureCompiler.features(
            "spec.features",
            TestRow.VARIABLES,
            List.of(
                new FeatureExpression("good", "distance"),
                new FeatureExpression("good", "distance"),
                new FeatureExpression("zone", "distanse"),
                new FeatureExpression(" ", "")));

    assertThat(problems(compilation))
        .containsExactly(
            "spec.features[1].name: 'good' is already a feature; choose another name",
            "spec.features[2].name: 'zone' is already a column; choose another name",
            "spec.features[2].cel: undeclared column 'distanse'; did you mean 'distance'?",
            "spec.features[3].name: is empty; name the feature",
            "spec.features[3].cel: is empty; write an expression such as 2 * distance");
    assertThatThrownBy(compilation::orThrow).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsOnlyRowsForWhichTheConditionHolds() {
    RowPredicate positive =
        FeatureCompiler.predicate("rows.keepWhen", TestRow.VARIABLES, "distance > 0").orThrow();
    var tally = positive.newTally();

    assertThat(positive.keeps(TestRow.parse("distance=1"), tally)).isTrue();
    assertThat(positive.keeps(TestRow.parse("distance=0"), tally)).isFalse();
    assertThat(positive.keeps(TestRow.parse(""), tally)).isFalse();
    assertThat(positive.test(TestRow.parse(""), tally)).isNull();
    assertThat(tally.rows()).isEqualTo(4);
    assertThat(tally.missing(0)).isEqualTo(2);
    assertThat(tally.failed(0)).isZero();
  }

  @Test
  void refusesAConditionThatIsNone() {
    assertThat(FeatureCompiler.predicate("rows.keepWhen", TestRow.VARIABLES, "distance"))
        .isEqualTo(
            new Compilation.Rejected<>(
                List.of(
                    new Problem(
                        "rows.keepWhen",
                        "gives a number, not a boolean; compare it with something"))));
  }

  @Test
  void computesAHeuristic() {
    NumberProgram heuristic =
        FeatureCompiler.number("heuristic.cel", TestRow.VARIABLES, "2.5 + 2.2 * distance")
            .orThrow();
    var tally = heuristic.newTally();

    assertThat(heuristic.evaluate(TestRow.parse("distance=10"), tally)).isEqualTo(24.5);
    assertThat(heuristic.evaluate(TestRow.parse(""), tally)).isNaN();
    assertThat(heuristic.inputs()).extracting(Variable::name).containsExactly("distance");
    assertThat(FeatureCompiler.number("heuristic.cel", TestRow.VARIABLES, "zone"))
        .isInstanceOf(Compilation.Rejected.class);
  }

  @Test
  void countsFailuresApartFromMissingOperands() {
    FeatureProgram program =
        FeatureCompiler.features(
                TestRow.VARIABLES,
                List.of(
                    new FeatureExpression("inverse", "1 / distance"),
                    new FeatureExpression("rescued", "orElse(1 / distance, 0)")))
            .orThrow();
    var first = program.newTally();
    var second = program.newTally();

    program.evaluate(TestRow.parse("distance=0"), new NoSink(), first);
    program.evaluate(TestRow.parse("distance=missing"), new NoSink(), second);
    program.evaluate(TestRow.parse("distance=2"), new NoSink(), second);
    first.add(second);

    assertThat(first.rows()).isEqualTo(3);
    assertThat(first.missing(0)).isEqualTo(2);
    assertThat(first.failed(0)).isEqualTo(1);
    assertThat(first.missing(1)).isZero();
    assertThat(first.failed(1)).isZero();
  }

  @Test
  void boundsTheSizeOfExpressions() {
    assertThat(problem("1" + " + 1".repeat(3_000))).contains("at most 8192 are allowed");
    assertThat(problem("(".repeat(300) + "1" + ")".repeat(300))).contains("nested more than");
    assertThat(problem("!".repeat(300) + "vip")).contains("nested more than");
    assertThat(problem("abs(".repeat(300) + "distance" + ")".repeat(300)))
        .contains("nested more than");
    assertThat(problem("1" + " + 1".repeat(300))).contains("nested more than 200 deep");
    assertThat(problem("1" + " + 1".repeat(150))).isEqualTo("accepted");
    assertThat(problem("zone.matches('a') " + "|| zone.matches('a') ".repeat(30)))
        .contains("too long to evaluate for every row");
    assertThat(problem("vip" + " && vip".repeat(150))).isEqualTo("accepted");
    assertThat(problem("zone in [" + "'some zone', ".repeat(500) + "'x']")).isEqualTo("accepted");
  }

  @Test
  void refusesMoreFeaturesThanAProgramMayHave() {
    var many = Collections.nCopies(1_001, new FeatureExpression("f", "1"));

    assertThat(FeatureCompiler.features(TestRow.VARIABLES, many))
        .isEqualTo(
            new Compilation.Rejected<>(
                List.of(
                    new Problem(
                        "features",
                        "1001 features, at most 1000 are allowed; split the data set"))));
  }

  @Test
  void textsDoNotGrowWithoutBound() {
    var doubling = new StringBuilder("zone");
    for (int i = 0; i < 8; i++) {
      doubling.insert(0, "replace(").append(", 'aa', 'aaaaaaaaaaaaaaaa')");
    }
    FeatureProgram program =
        FeatureCompiler.features(
                TestRow.VARIABLES, List.of(new FeatureExpression("f", doubling.toString())))
            .orThrow();
    var tally = program.newTally();

    program.evaluate(new TestRow(Map.of("zone", "aaaa")), new NoSink(), tally);

    assertThat(tally.failed(0)).isEqualTo(1);
  }

  @Test
  void oneProgramServesManyThreads() throws Exception {
    FeatureProgram program =
        FeatureCompiler.features(
                TestRow.VARIABLES,
                List.of(
                    new FeatureExpression("f", "zone.matches('^n') ? distance * 2 : -distance")))
            .orThrow();
    try (var threads = Executors.newFixedThreadPool(4)) {
      var tasks = new ArrayList<Callable<Boolean>>();
      for (int t = 0; t < 8; t++) {
        double distance = t + 1;
        var row = new TestRow(Map.of("distance", distance, "zone", t % 2 == 0 ? "north" : "east"));
        Object expected = t % 2 == 0 ? distance * 2 : -distance;
        tasks.add(() -> {
          for (int i = 0; i < 5_000; i++) {
            if (!expected.equals(program.evaluate(row)[0])) {
              return false;
            }
          }
          return true;
        });
      }
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private static List<String> problems(Compilation<?> compilation) {
    return switch (compilation) {
      case Compilation.Compiled<?> _ -> List.of();
      case Compilation.Rejected<?> rejected ->
          rejected.problems().stream().map(Problem::toString).toList();
    };
  }

  private static String problem(String expression) {
    var feature = new FeatureExpression("f", expression);
    return switch (FeatureCompiler.features(TestRow.VARIABLES, List.of(feature))) {
      case Compilation.Compiled<FeatureProgram> _ -> "accepted";
      case Compilation.Rejected<FeatureProgram> rejected ->
          rejected.problems().getFirst().message();
    };
  }
}
