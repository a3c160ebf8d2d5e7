package dev.sextant.bench.drift;

import dev.sextant.statistics.drift.CategorySample;
import dev.sextant.statistics.drift.Column;
import dev.sextant.statistics.drift.ColumnDrift;
import dev.sextant.statistics.drift.DriftRule;
import dev.sextant.statistics.drift.DriftVerdict;
import dev.sextant.statistics.drift.MeasuredColumn;
import dev.sextant.statistics.drift.NumericSample;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges the columns of two Parquet files by {@link DriftRule#USUAL}, one column in memory at a
 * time, and prints how long reading and judging took and what drifts, as JSON.
 */
final class DriftRun {
  private final Statement database;
  private final String reference;
  private final String current;
  private long readNanos;
  private long judgeNanos;

  private DriftRun(Statement database, Path reference, Path current) {
    this.database = database;
    this.reference = "'" + reference + "'";
    this.current = "'" + current + "'";
  }

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement database = connection.createStatement()) {
      database.execute("SET threads = 1; SET memory_limit = '128MB'");
      new DriftRun(database, Path.of(arguments[0]), Path.of(arguments[1])).run();
    }
  }

  private void run() throws SQLException {
    DriftRule rule = DriftRule.USUAL;
    var measured = new ArrayList<MeasuredColumn>();
    for (String[] column : columns()) {
      long began = System.nanoTime();
      boolean numbers = column[1].equals("DOUBLE");
      double[][] values = numbers ? bothNumbers(column[0]) : new double[0][];
      List<SortedMap<String, Long>> counts = numbers ? List.of() : bothCounts(column[0]);
      long read = System.nanoTime();
      measured.add(
          rule.measure(
              numbers
                  ? new Column.Numbers(
                      column[0], NumericSample.of(values[0]), NumericSample.of(values[1]))
                  : new Column.Categories(
                      column[0],
                      new CategorySample(counts.get(0), 0),
                      new CategorySample(counts.get(1), 0))));
      readNanos += read - began;
      judgeNanos += System.nanoTime() - read;
    }
    long began = System.nanoTime();
    List<ColumnDrift> verdicts = rule.judgeMeasured(measured);
    judgeNanos += System.nanoTime() - began;
    System.out.printf(
        Locale.ROOT,
        "{\"read\": %.4f, \"judge\": %.4f, \"drifted\": [%s]}%n",
        readNanos / 1e9,
        judgeNanos / 1e9,
        String.join(", ", drifted(verdicts)));
  }

  private static List<String> drifted(List<ColumnDrift> verdicts) {
    return verdicts.stream()
        .filter(v -> v.verdicts().stream().anyMatch(DriftVerdict.Drift.class::isInstance))
        .map(v -> '"' + v.column() + '"')
        .sorted()
        .toList();
  }

  private List<String[]> columns() throws SQLException {
    var columns = new ArrayList<String[]>();
    try (ResultSet rows = database.executeQuery("DESCRIBE SELECT * FROM " + reference)) {
      while (rows.next()) {
        columns.add(new String[] {rows.getString(1), rows.getString(2)});
      }
    }
    return columns;
  }

  private double[][] bothNumbers(String column) throws SQLException {
    return new double[][] {numbers(column, reference), numbers(column, current)};
  }

  private double[] numbers(String column, String file) throws SQLException {
    var values = new double[rows(file)];
    int row = 0;
    try (ResultSet rows = database.executeQuery("SELECT \"" + column + "\" FROM " + file)) {
      while (rows.next()) {
        double value = rows.getDouble(1);
        values[row++] = rows.wasNull() ? Double.NaN : value;
      }
    }
    return Arrays.copyOf(values, row);
  }

  private int rows(String file) throws SQLException {
    try (ResultSet rows = database.executeQuery("SELECT count(*) FROM " + file)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private List<SortedMap<String, Long>> bothCounts(String column) throws SQLException {
    return List.of(counts(column, reference), counts(column, current));
  }

  // Categories are counted where they lie, as a profile of a file is made.
  private SortedMap<String, Long> counts(String column, String file) throws SQLException {
    var counts = new TreeMap<String, Long>();
    String query =
        "SELECT \"%s\", count(*) FROM %s WHERE \"%s\" IS NOT NULL GROUP BY ALL"
            .formatted(column, file, column);
    try (ResultSet rows = database.executeQuery(query)) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counts;
  }
}
