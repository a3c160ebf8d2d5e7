package dev.sextant.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The table of expressions, inputs and results that every evaluator must agree with. */
final class ConformanceTable {

  /**
   * One part of the table.
   *
   * @param title its heading
   * @param text what it says before the examples
   * @param cases the examples
   */
  record Section(String title, String text, List<Case> cases) {}

  /**
   * One expression.
   *
   * @param expression the expression
   * @param inputs the row, as {@code name=value, ...}; what is not named is missing
   * @param expected a value, {@code missing}, {@code failed}, or {@code refused: part of message}
   */
  record Case(String expression, String inputs, String expected) {
    @Override
    public String toString() {
      return expression + " | " + inputs + " | " + expected;
    }
  }

  private ConformanceTable() {}

  static List<Section> read() throws IOException {
    try (var stream = ConformanceTable.class.getResourceAsStream("conformance.txt")) {
      var sections = new ArrayList<Section>();
      for (String line :
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("# ")) {
          sections.add(new Section(line.substring(2), "", new ArrayList<>()));
        } else if (line.contains(" -- ")) {
          sections.getLast().cases().add(caseOf(line));
        } else if (!line.isBlank()) {
          Section last = sections.removeLast();
          sections.add(new Section(last.title(), line, last.cases()));
        }
      }
      return sections;
    }
  }

  private static Case caseOf(String line) {
    int first = line.indexOf(" -- ");
    int last = line.lastIndexOf("-- ");
    return new Case(
        line.substring(0, first),
        last <= first + 4 ? "" : line.substring(first + 4, last).strip(),
        line.substring(last + 3).strip());
  }
}
