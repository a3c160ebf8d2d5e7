package dev.sextant.statistics.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of a document that have a name, in a comment on the line before. */
public final class NamedTables {
  private static final Pattern NAME = Pattern.compile("<!-- table: ([a-z0-9-]+) -->");

  private NamedTables() {}

  /**
   * The tables by their names.
   *
   * @throws IllegalArgumentException if no table follows a name, or a name comes twice
   */
  public static Map<String, MarkdownTable> of(String document) {
    var tables = new TreeMap<String, MarkdownTable>();
    walk(document, tables, Map.of());
    return tables;
  }

  /** The document with those of its tables that are among these replaced by them. */
  static String replaced(String document, Map<String, MarkdownTable> by) {
    return walk(document, new TreeMap<>(), by);
  }

  private static String walk(
      String document, Map<String, MarkdownTable> found, Map<String, MarkdownTable> by) {
    var in = document.lines().toList();
    var out = new ArrayList<String>();
    for (int i = 0; i < in.size(); i++) {
      out.add(in.get(i));
      Matcher name = NAME.matcher(in.get(i));
      if (name.matches()) {
        int end = i + 1;
        while (end < in.size() && MarkdownTable.holds(in.get(end))) {
          end++;
        }
        var table = new MarkdownTable(in.subList(i + 1, end));
        if (table.lines().size() < 2) {
          throw new IllegalArgumentException("no table follows the name " + name.group(1));
        }
        if (found.put(name.group(1), table) != null) {
          throw new IllegalArgumentException("two tables have the name " + name.group(1));
        }
        out.addAll(by.getOrDefault(name.group(1), table).lines());
        i = end - 1;
      }
    }
    return String.join("\n", out) + "\n";
  }

  /** What two versions of a table do not have in common; empty if they are alike. */
  static List<String> differences(MarkdownTable document, MarkdownTable simulated) {
    var lines = new ArrayList<String>();
    document.lines().stream()
        .filter(line -> !simulated.lines().contains(line))
        .forEach(line -> lines.add("  document:  " + line));
    simulated.lines().stream()
        .filter(line -> !document.lines().contains(line))
        .forEach(line -> lines.add("  simulated: " + line));
    if (lines.isEmpty() && !document.equals(simulated)) {
      lines.add("  the same rows in another order, or another number of times");
    }
    return lines;
  }
}
