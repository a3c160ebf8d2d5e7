package dev.sextant.statistics.plots;

import dev.sextant.statistics.evaluation.ClopperPearson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of the documentation.
 *
 * @param header names of the columns
 * @param rows cells of each row
 */
record Table(List<String> header, List<List<String>> rows) {
  private static final Pattern SHARE =
      Pattern.compile("([0-9.]+) %(?: \\(([0-9.]+) to ([0-9.]+)\\))?");

  /** The first table whose header begins so. */
  static Table find(String document, String beginning) {
    var lines = document.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(beginning)) {
        var rows = new ArrayList<List<String>>();
        for (int row = i + 2; row < lines.size() && lines.get(row).startsWith("|"); row++) {
          rows.add(cells(lines.get(row)));
        }
        return new Table(cells(lines.get(i)), rows);
      }
    }
    throw new IllegalArgumentException("no table begins with " + beginning);
  }

  private static List<String> cells(String line) {
    return List.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)).stream()
        .map(String::strip)
        .toList();
  }

  /**
   * A cell such as {@code 4.0 % (1.7 to 7.7)}; without an interval, the exact one of so many
   * samples.
   */
  static DotPlot.Dot dot(int series, String cell, int samples) {
    Matcher found = SHARE.matcher(cell);
    if (!found.matches()) {
      throw new IllegalArgumentException("no share: " + cell);
    }
    double share = Double.parseDouble(found.group(1)) / 100;
    if (found.group(2) == null) {
      long events = Math.round(share * samples);
      return new DotPlot.Dot(
          series,
          share,
          ClopperPearson.lower(events, samples, 0.025),
          ClopperPearson.upper(events, samples, 0.025));
    }
    return new DotPlot.Dot(
        series,
        share,
        Double.parseDouble(found.group(2)) / 100,
        Double.parseDouble(found.group(3)) / 100);
  }
}
