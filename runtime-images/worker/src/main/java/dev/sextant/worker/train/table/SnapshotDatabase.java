package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.shell.WorkerContext;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The parts of a snapshot as relations {@code train}, {@code validation} and {@code test}. Rows
 * without a label are left out; the order is that of the files.
 */
public final class SnapshotDatabase implements AutoCloseable {
  private final DuckSession session;

  private SnapshotDatabase(DuckSession session) {
    this.session = session;
  }

  /**
   * Opens the parts.
   *
   * @param parts the Parquet files of each part, in row order
   * @param context whose scratch DuckDB may spill to, and whose deadline ends every query
   * @param memoryBytes how much memory DuckDB may use
   */
  public static SnapshotDatabase open(
      Map<SplitName, List<Path>> parts,
      String labelColumn,
      ColumnType labelType,
      WorkerContext context,
      long memoryBytes)
      throws SQLException {
    // One thread: sums of doubles then depend on the rows alone.
    var database = new SnapshotDatabase(DuckSession.inMemory(context, memoryBytes, 1, "UTC"));
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

  <T> List<T> query(String sql, DuckSession.RowReader<T> reader) throws SQLException {
    return session.query(sql, reader);
  }

  void forEach(String sql, DuckSession.RowConsumer consumer) throws SQLException {
    session.forEach(sql, consumer);
  }

  void execute(String sql) throws SQLException {
    session.execute(sql);
  }

  /** Makes a table whose columns are the place of a number, and the number. */
  void table(String name, double[] values) throws SQLException {
    execute("CREATE OR REPLACE TABLE %s (row BIGINT, value DOUBLE)".formatted(Sql.name(name)));
    try (DuckDBAppender appender =
        session.connection().createAppender(DuckDBConnection.DEFAULT_SCHEMA, name)) {
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
    session.close();
  }
}
