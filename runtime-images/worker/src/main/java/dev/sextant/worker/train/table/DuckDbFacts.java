package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.train.encode.TrainFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what encodings ask about the train part by queries, so that memory stays bounded. */
public final class DuckDbFacts implements TrainFacts {
  private final SnapshotDatabase database;
  private final Map<String, ColumnType> types;
  private final long rows;

  /** Carries what went wrong with a query through an interface that knows no database. */
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException error;

    UnreadableException(SQLException error) {
      super(error);
      this.error = error;
    }

    /** What went wrong. */
    public SQLException error() {
      return error;
    }
  }

  /** Facts about the given columns of train. */
  public DuckDbFacts(SnapshotDatabase database, List<SnapshotColumn> columns, long rows) {
    this.database = database;
    this.types =
        columns.stream().collect(Collectors.toMap(SnapshotColumn::name, SnapshotColumn::type));
    this.rows = rows;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long missing(String column) {
    return rows - one("SELECT count(" + value(column) + ") FROM train", row -> row.getLong(1));
  }

  @Override
  public OptionalDouble median(String column) {
    return one("SELECT median(" + value(column) + ") FROM train", DuckDbFacts::number);
  }

  @Override
  public OptionalDouble mean(String column) {
    return one("SELECT favg(" + value(column) + ") FROM train", DuckDbFacts::number);
  }

  @Override
  public List<NumberCategory> numbers(String column, int atMost) {
    return frequencies(column, atMost, row -> new NumberCategory(row.getDouble(1), row.getLong(2)));
  }

  @Override
  public List<Category> texts(String column, int atMost) {
    return frequencies(column, atMost, row -> new Category(row.getString(1), row.getLong(2)));
  }

  @Override
  public Moments moments(String column, @Nullable Double fill) {
    String value =
        fill == null ? value(column) : "coalesce(%s, %s)".formatted(value(column), literal(fill));
    double mean = one("SELECT favg(" + value + ") FROM train", row -> row.getDouble(1));
    // Two passes: squares of large numbers would cancel.
    double variance =
        one(
            "SELECT favg((" + value + " - " + literal(mean) + ") ** 2) FROM train",
            row -> row.getDouble(1));
    return new Moments(mean, Math.sqrt(variance));
  }

  // The shortest text of a double, which DuckDB reads back to the same bits.
  private static String literal(double value) {
    return "CAST('" + value + "' AS DOUBLE)";
  }

  private String value(String column) {
    ColumnType type = types.get(column);
    if (type == null) {
      throw new IllegalArgumentException("no input: " + column);
    }
    return Sql.value(column, type);
  }

  private <T> List<T> frequencies(String column, int atMost, DuckSession.RowReader<T> reader) {
    String values = "SELECT " + value(column) + " AS v FROM train";
    return query(
        "SELECT v, count(*) AS n FROM (%s) WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v LIMIT %d"
            .formatted(values, atMost),
        reader);
  }

  private <T> T one(String sql, DuckSession.RowReader<T> reader) {
    return query(sql, reader).getFirst();
  }

  private <T> List<T> query(String sql, DuckSession.RowReader<T> reader) {
    try {
      return database.query(sql, reader);
    } catch (SQLException e) {
      throw new UnreadableException(e);
    }
  }

  private static OptionalDouble number(ResultSet row) throws SQLException {
    double value = row.getDouble(1);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
