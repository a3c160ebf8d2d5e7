package dev.sextant.statistics.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NamedTablesTest {
  private static final String DOCUMENT =
      """
      Text.

      <!-- table: one -->
      | a | b |
      |---|---|
      | 1 | |

      | without | name |
      |---|---|
      | 1 | 2 |
      """;

  private static MarkdownTable table(String... lines) {
    return new MarkdownTable(List.of(lines));
  }

  @Test
  void tablesAreFoundByNameAndReplaced() {
    var found = NamedTables.of(DOCUMENT);

    assertThat(found).containsOnlyKeys("one");
    assertThat(found.get("one").rows()).containsExactly(List.of("1", ""));

    var other = table("| c |", "|---|", "| 3 |", "| 4 |");
    String replaced = NamedTables.replaced(DOCUMENT, Map.of("one", other, "two", other));
    assertThat(replaced)
        .isEqualTo(
            DOCUMENT.replace("| a | b |\n|---|---|\n| 1 | |", String.join("\n", other.lines())));
    assertThat(NamedTables.replaced(DOCUMENT, found)).isEqualTo(DOCUMENT);
  }

  @Test
  void aNameNeedsATableOfItsOwn() {
    assertThatThrownBy(() -> NamedTables.of("<!-- table: one -->\n\n| a |\n|---|\n"))
        .hasMessage("no table follows the name one");
    assertThatThrownBy(() -> NamedTables.of(DOCUMENT + DOCUMENT))
        .hasMessage("two tables have the name one");
  }

  @Test
  void whatDiffersIsShown() {
    var one = table("| a |", "|---|", "| 1 |", "| 2 |");

    assertThat(NamedTables.differences(one, table("| a |", "|---|", "| 1 |", "| 3 |")))
        .containsExactly("  document:  | 2 |", "  simulated: | 3 |");
    assertThat(NamedTables.differences(one, table("| a |", "|---|", "| 2 |", "| 1 |")))
        .containsExactly("  the same rows in another order, or another number of times");
    assertThat(NamedTables.differences(one, one)).isEmpty();
  }

  @Test
  void rowsHaveAsManyCellsAsTheHeader() {
    // Neither is closed: nothing is to be kept of them.
    SimulatedTable.forgotten().row("whatever");
    assertThatThrownBy(() -> SimulatedTable.of("two", "a", "b").row("1 | 2 | 3"))
        .hasMessage("table two has 2 columns, and a row of 3: [1, 2, 3]");
    assertThat(MarkdownTable.line(List.of("a", "", "c"))).isEqualTo("| a | | c |");
    assertThat(MarkdownTable.cells("| a | | c |")).containsExactly("a", "", "c");
  }

  @Test
  void theDocumentNamesItsTables() {
    var tables = NamedTables.of(Document.text());

    assertThat(tables).isNotEmpty();
    tables.forEach((name, table) ->
        assertThat(table.lines())
            .as(name)
            .allSatisfy(line ->
                assertThat(MarkdownTable.cells(line))
                    .hasSameSizeAs(MarkdownTable.cells(table.lines().getFirst()))));
  }
}
