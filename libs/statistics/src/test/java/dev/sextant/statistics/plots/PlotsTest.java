package dev.sextant.statistics.plots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.document.Document;
import dev.sextant.statistics.document.NamedTables;
import dev.sextant.statistics.document.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * The plots of docs/statistics.md show what its tables say; {@code -Ddocument.update=1} draws them
 * anew.
 */
final class PlotsTest {
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

  private static DotPlot rollouts(String title, int column, OptionalDouble nominal) {
    var lines = new ArrayList<DotPlot.Line>();
    String world = "";
    for (List<String> row : rows("rules-of-rollouts")) {
      String now = "correlation %s, stable fails in %s".formatted(row.get(0), row.get(1));
      if (!now.equals(world)) {
        lines.add(new DotPlot.Line(now, List.of()));
        world = now;
      }
      int series = row.get(2).startsWith("information") ? 0 : 1;
      lines.add(
          new DotPlot.Line(
              row.get(2), List.of(new DotPlot.Dot(series, Share.of(row.get(column))))));
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
              row.get(1),
              List.of(
                  new DotPlot.Dot(1, Share.of(row.get(2))),
                  new DotPlot.Dot(0, Share.of(row.get(3))))));
    }
    same(
        "alarms-of-drift.svg",
        new DotPlot(
            "Nothing drifts: how often each rule calls it drift",
            OptionalDouble.of(0.05),
            List.of("ours", "usual"),
            lines));
  }

  private static List<List<String>> rows(String table) {
    return NamedTables.of(Document.text()).get(table).rows();
  }

  private static void same(String name, DotPlot plot) throws IOException {
    Path file = Document.FOLDER.resolve("plots").resolve(name);
    if (Document.isUpdated()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, plot.svg());
    }
    assertThat(Document.text()).as("the document shows it").contains("(plots/" + name + ")");
    assertThat(file).content().isEqualTo(plot.svg());
  }
}
