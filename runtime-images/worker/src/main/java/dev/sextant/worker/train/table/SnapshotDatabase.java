package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SplitName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The parts of a snapshot as relations {@code train}, {@code validation} and {@code test}. Rows
 * without a label are left out; the order is that of the files.
 */
public final class SnapshotDatabase implements AutoCloseable {
  private final Connection connection;

  private SnapshotDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the parts.
   *
   * @param parts the Parquet files of each part, in row order
   * @param scratch where DuckDB may spill
   * @param memoryBytes how much memory DuckDB may use
   */
  public static SnapshotDatabase open(
      Map<SplitName, List<Path>> parts,
      String labelColumn,
      ColumnType labelType,
      Path scratch,
      long memoryBytes)
      throws SQLException {
    var settings = new Properties();
    // One thread: sums of doubles then depend on the rows alone.
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", (memoryBytes >> 20) + "MiB");
    settings.setProperty("temp_directory", scratch.resolve("duckdb").toString());
    settings.setProperty("preserve_insertion_order", "true");
    settings.setProperty("jdbc_stream_results", "true");
    var database = new SnapshotDatabase(DriverManager.getConnection("jdbc:duckdb:", settings));
    for (var part : parts.entrySet()) {
      database.execute(
          "CREATE VIEW %s AS SELECT * FROM %s WHERE %s IS NOT NULL"
              .formatted(
                  Sql.name(part.getKey().name()),
                  Sql.files(part.getValue()),
                  Sql.value(labelColumn, labelType)));
    }
    return database;
  }

  /** Reads a row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
    var rows = new ArrayList<T>();
    forEach(sql, row -> rows.add(reader.read(row)));
    return rows;
  }

  /** Takes a row of a result. */
  @FunctionalInterface
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  void forEach(String sql, RowConsumer consumer) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        consumer.accept(result);
      }
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Makes a table whose columns are the place of a number, and the number. */
  void table(String name, double[] values) throws SQLException {
    execute("CREATE OR REPLACE TABLE %s (row BIGINT, value DOUBLE)".formatted(Sql.name(name)));
    try (DuckDBAppender appender =
        connection
            .unwrap(DuckDBConnection.class)
            .createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
      for (int row = 0; row < values.length; row++) {
        appender.beginRow().append((long) row).append(values[row]).endRow();
      }
    }
  }

  /** How many rows of a part have a label. */
  public long rows(SplitName part) throws SQLException {
    return query("SELECT count(*) FROM " + Sql.name(part.name()), row -> row.getLong(1)).getFirst();
  }

  /** A class of the label and how many rows of the given parts have it. */
  public record LabelValue(String text, long rows) {}

  /**
   * The most frequent values of the label, as text; the first one named comes first if it is there.
   */
  public List<LabelValue> labelValues(
      List<SplitName> parts, String column, ColumnType type, String first, int atMost)
      throws SQLException {
    var selects =
        parts.stream()
            .map(part ->
                "SELECT %s AS v FROM %s"
                    .formatted(Label.textOf(column, type), Sql.name(part.name())))
            .toList();
    return query(
        "SELECT v, count(*) AS n FROM (%s) GROUP BY v ORDER BY v = %s DESC, n DESC, v LIMIT %d"
            .formatted(String.join(" UNION ALL ", selects), Sql.text(first), atMost),
        row -> new LabelValue(row.getString(1), row.getLong(2)));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
