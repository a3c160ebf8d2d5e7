package dev.sextant.statistics.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A rate that a method promises, and the table that shows whether it keeps it.
 *
 * @param what is promised
 * @param side that must not be passed
 * @param rate between 0 and 1
 * @param table that shows it
 * @param columns that hold its shares
 * @param rows to which it applies
 */
record Promise(
    String what,
    Side side,
    double rate,
    String table,
    List<Integer> columns,
    Predicate<List<String>> rows) {

  /** Which way a promise can be broken. */
  private enum Side {
    AT_MOST,
    AT_LEAST
  }

  static Promise atMost(
      double rate, String what, String table, List<Integer> columns, Predicate<List<String>> rows) {
    return new Promise(what, Side.AT_MOST, rate, table, columns, rows);
  }

  static Promise atLeast(
      double rate, String what, String table, List<Integer> columns, Predicate<List<String>> rows) {
    return new Promise(what, Side.AT_LEAST, rate, table, columns, rows);
  }

  /** The promise beside the worst share of its rows, and how many are worse by more than chance. */
  String line(Map<String, MarkdownTable> tables) {
    var shares = new ArrayList<Share>();
    for (var row : tables.get(table).rows()) {
      if (rows.test(row)) {
        columns.forEach(column -> shares.add(Share.of(row.get(column))));
      }
    }
    var byValue = Comparator.comparingDouble(Share::value);
    var worst =
        side == Side.AT_MOST ? Collections.max(shares, byValue) : Collections.min(shares, byValue);
    long broken = shares.stream().filter(this::isBroken).count();
    return String.format(
        Locale.ROOT,
        "| %s | %s %.0f %% | %.1f %% (%.1f to %.1f) | %d | %s | %s |",
        what,
        side == Side.AT_MOST ? "at most" : "at least",
        100 * rate,
        100 * worst.value(),
        100 * worst.low(),
        100 * worst.high(),
        shares.size(),
        broken == 0 ? "none" : Long.toString(broken),
        table);
  }

  private boolean isBroken(Share share) {
    return side == Side.AT_MOST ? share.low() > rate : share.high() < rate;
  }
}
