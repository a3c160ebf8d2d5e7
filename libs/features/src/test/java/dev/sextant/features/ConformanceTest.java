package dev.sextant.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.data.FeatureExpression;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the conformance table holds. */
final class ConformanceTest {

  static Stream<ConformanceTable.Case> cases() throws IOException {
    return ConformanceTable.read().stream().flatMap(section -> section.cases().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void evaluatesAsTheTableSays(ConformanceTable.Case example) {
    assertThat(evaluate(example)).isEqualTo(expected(example));
  }

  @Test
  void coversEveryFunction() throws IOException {
    List<String> expressions = cases().map(ConformanceTable.Case::expression).toList();

    assertThat(FunctionTable.names().stream().filter(FunctionTable::isWord))
        .allMatch(name -> expressions.stream().anyMatch(text -> text.contains(name + "(")));
    assertThat(expressions).hasSizeGreaterThan(150);
  }

  private static Object expected(ConformanceTable.Case example) {
    String expected = example.expected();
    if (expected.matches("'.*'")) {
      return expected.substring(1, expected.length() - 1);
    }
    return switch (expected) {
      case "true" -> true;
      case "false" -> false;
      case "missing", "failed" -> expected;
      default -> expected.startsWith("refused: ") ? expected : Double.valueOf(expected);
    };
  }

  private static Object evaluate(ConformanceTable.Case example) {
    var feature = new FeatureExpression("feature", example.expression());
    return switch (FeatureCompiler.features(TestRow.VARIABLES, List.of(feature))) {
      case Compilation.Compiled<FeatureProgram> compiled ->
          evaluate(compiled.program(), TestRow.parse(example.inputs()));
      case Compilation.Rejected<FeatureProgram> rejected ->
          refusal(rejected.problems(), example.expected());
    };
  }

  private static Object evaluate(FeatureProgram program, RowView row) {
    Object value = program.evaluate(row)[0];
    var tally = program.newTally();
    program.evaluate(row, new NoSink(), tally);
    assertThat(tally.missing(0)).isEqualTo(value == null ? 1 : 0);
    if (value == null) {
      return tally.failed(0) == 1 ? "failed" : "missing";
    }
    return value instanceof Double number ? Double.valueOf(number + 0.0) : value;
  }

  /** The expected words where the message has them, else the message. */
  private static String refusal(List<Problem> problems, String expected) {
    Problem problem = problems.getFirst();
    assertThat(problem.path()).isEqualTo("features[0].cel");
    String words = expected.replace("refused: ", "");
    return problem.message().contains(words) ? expected : problem.message();
  }
}
