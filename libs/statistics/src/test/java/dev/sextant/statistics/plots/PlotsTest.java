package dev.sextant.statistics.plots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.document.NamedTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * The plots of docs/statistics.md show what its tables say; {@code -Dsurefire.args=-Dplots.update}
 * draws them anew.
 */
final class PlotsTest {
  private static final Path DOCS = Path.of("..", "..", "docs");

  @Test
  void levelOfPublishedRulesAndOurs() throws IOException {
    same(
        "level-of-rollouts.svg",
        rollouts(
            "A candidate on the margin: how often each rule promotes it",
            3,
            OptionalDouble.of(0.05)));
  }

  @Test
  void powerOfPublishedRulesAndOurs() throws IOException {
    same(
        "power-of-rollouts.svg",
        rollouts(
            "A candidate that equals stable: how often each rule promotes it",
            5,
            OptionalDouble.empty()));
  }

  private static DotPlot rollouts(String title, int column, OptionalDouble nominal)
      throws IOException {
    var lines = new ArrayList<DotPlot.Line>();
    String world = "";
    for (List<String> row : rows("rules-of-rollouts")) {
      String now = "correlation %s, stable fails in %s".formatted(row.get(0), row.get(1));
      if (!now.equals(world)) {
        lines.add(new DotPlot.Line(now, List.of()));
        world = now;
      }
      int series = row.get(2).startsWith("information") ? 0 : 1;
      lines.add(new DotPlot.Line(row.get(2), List.of(DotPlot.Dot.of(series, row.get(column)))));
    }
    return new DotPlot(title, nominal, List.of("ours", "published"), lines);
  }

  @Test
  void alarmsOfUsualDriftRulesAndOurs() throws IOException {
    var lines = new ArrayList<DotPlot.Line>();
    String rule = "";
    for (List<String> row : rows("alarms-of-drift-rules")) {
      if (!row.get(0).equals(rule)) {
        rule = row.get(0);
        lines.add(new DotPlot.Line(rule, List.of()));
      }
      lines.add(
          new DotPlot.Line(
              row.get(1), List.of(DotPlot.Dot.of(1, row.get(2)), DotPlot.Dot.of(0, row.get(3)))));
    }
    same(
        "alarms-of-drift.svg",
        new DotPlot(
            "Nothing drifts: how often each rule calls it drift",
            OptionalDouble.of(0.05),
            List.of("ours", "usual"),
            lines));
  }

  private static List<List<String>> rows(String table) throws IOException {
    return NamedTables.of(document()).get(table).rows();
  }

  private static String document() throws IOException {
    return Files.readString(DOCS.resolve("statistics.md"));
  }

  private static void same(String name, DotPlot plot) throws IOException {
    Path file = DOCS.resolve("plots").resolve(name);
    if (System.getProperty("plots.update") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, plot.svg());
    }
    assertThat(document()).as("the document shows it").contains("(plots/" + name + ")");
    assertThat(file).content().isEqualTo(plot.svg());
  }
}
