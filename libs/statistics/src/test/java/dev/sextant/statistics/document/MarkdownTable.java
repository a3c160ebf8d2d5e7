package dev.sextant.statistics.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as it stands in a document.
 *
 * @param lines with the header and the line below it
 */
public record MarkdownTable(List<String> lines) {
  public MarkdownTable {
    lines = List.copyOf(lines);
  }

  static boolean holds(String line) {
    return line.startsWith("|");
  }

  /** Cells of each row, without the header. */
  public List<List<String>> rows() {
    return lines.stream().skip(2).map(MarkdownTable::cells).toList();
  }

  static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  static String line(List<String> cells) {
    var line = new StringBuilder("|");
    for (String cell : cells) {
      line.append(cell.isEmpty() ? "" : " " + cell).append(" |");
    }
    return line.toString();
  }
}
