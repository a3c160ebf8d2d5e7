package dev.sextant.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference page is the conformance table, rendered; {@code -Dgolden.update} writes it. */
final class ExpressionReferenceTest {
  private static final Path PAGE = Path.of("../../docs/reference/expressions.md");

  @Test
  void theReferencePageIsUpToDate() throws IOException {
    String page = render();
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).content().isEqualTo(page);
  }

  private static String render() throws IOException {
    var page =
        new StringBuilder(
            """
            # Feature expressions

            <!-- Generated from the conformance table of libs/features; do not edit. -->

            Features, `rows.keepWhen` and heuristic baselines are expressions in [CEL](https://cel.dev) over the columns of one row.
            One evaluator computes them in snapshots, in training and in the model server, so that a model meets the same values everywhere.
            Each example below is a test. In the column *row*, what is not named is missing. *failed* is missing, too, but because
            something could not be computed; such rows are counted and reported.

            | column type | in expressions |
            |---|---|
            | Double, Integer | number (a double) |
            | String | string; the empty text is missing |
            | Boolean | boolean |
            | Timestamp | timestamp, to the microsecond, years 1 to 9999 |

            A feature is a number, a string or a boolean.
            """);
    for (ConformanceTable.Section section : ConformanceTable.read()) {
      page.append("\n## ").append(section.title()).append("\n\n").append(section.text());
      page.append("\n\n| expression | row | result |\n|---|---|---|\n");
      section.cases().forEach(example -> page.append(row(example)));
    }
    return page.toString();
  }

  private static String row(ConformanceTable.Case example) {
    String expected = example.expected();
    boolean words = expected.matches("missing|failed") || expected.startsWith("refused: ");
    return "| %s | %s | %s |%n"
        .formatted(
            code(example.expression()),
            example.inputs().isEmpty() ? "" : code(example.inputs()),
            words ? expected.replace("|", "\\|") : code(expected));
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
