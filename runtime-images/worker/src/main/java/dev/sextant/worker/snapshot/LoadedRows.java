package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes all columns of a source into a table, from which {@code prepare.sql} selects through the
 * view {@code source}.
 *
 * <p>A column that is declared has its declared type; any other is text in CSV and what the file
 * says in Parquet.
 */
final class LoadedRows implements RowSink {
  private static final String TABLE = "loaded";

  private final DuckSession session;
  private final Declaration declaration;
  private final Checks checks;
  private final OddValues odd;
  private final Map<String, ColumnType> declared = new HashMap<>();
  private final Map<String, String> columns = new LinkedHashMap<>();
  private String newRows = "true";

  LoadedRows(DuckSession session, Declaration declaration, Checks checks) {
    this.session = session;
    this.declaration = declaration;
    this.checks = checks;
    this.odd = new OddValues(declaration.columns());
    declaration.columns().forEach(column -> declared.put(column.name(), column.type()));
  }

  @Override
  public void insert(Relation relation) throws SQLException {
    List<String> expressions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String name : relation.types().keySet()) {
      expressions.add(expression(name) + " AS " + Sql.name(name));
      names.add(Sql.name(name));
    }
    String select = "SELECT %s FROM %s".formatted(String.join(", ", expressions), relation.sql());
    addColumns(select);
    String selectAll =
        "SELECT %s%s FROM %s"
            .formatted(
                String.join(", ", expressions),
                odd.expressions(column -> relation.types().containsKey(column.name())),
                relation.sql());
    names.addAll(odd.names());
    newRows =
        hidesRowId()
            ? "true"
            : "rowid >= " + session.number("SELECT coalesce(max(rowid) + 1, 0) FROM " + TABLE);
    session.execute("INSERT INTO %s (%s) %s".formatted(TABLE, String.join(", ", names), selectAll));
    checks.findings().odd(odd.count(session, TABLE, newRows));
    relation.countLocal(
        session,
        declaration.columns(),
        new LocalTimes(declaration.job().timeZone()),
        checks.findings());
  }

  /** A column of that name stands before DuckDB's own. */
  private boolean hidesRowId() {
    return columns.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("rowid"));
  }

  /** A later file may have columns that the earlier ones did not have. */
  private void addColumns(String select) throws SQLException {
    Map<String, String> types = SourceReader.describe(session, "(" + select + ")");
    if (columns.isEmpty()) {
      session.execute(
          "CREATE TABLE %s AS SELECT *%s FROM (%s) LIMIT 0".formatted(TABLE, odd.empty(), select));
    } else {
      for (Map.Entry<String, String> column : types.entrySet()) {
        if (!columns.containsKey(column.getKey())) {
          session.execute(
              "ALTER TABLE %s ADD COLUMN %s %s"
                  .formatted(TABLE, Sql.name(column.getKey()), column.getValue()));
        }
      }
    }
    types.forEach(columns::putIfAbsent);
  }

  /** Makes the view {@code source}; false when no file had a row or a header. */
  boolean publish() throws SQLException {
    if (columns.isEmpty()) {
      return false;
    }
    List<String> expressions = new ArrayList<>();
    for (String name : columns.keySet()) {
      String quoted = Sql.name(name);
      expressions.add(
          declared.get(name) == ColumnType.Integer
              ? "%1$s::BIGINT AS %1$s".formatted(quoted)
              : quoted);
    }
    session.execute(
        "CREATE VIEW source AS SELECT %s FROM %s".formatted(String.join(", ", expressions), TABLE));
    return true;
  }

  private String expression(String name) {
    @Nullable ColumnType type = declared.get(name);
    return type == null ? Sql.name(name) : Relation.workType(Sql.name(name), type);
  }

  @Override
  public String table() {
    return TABLE;
  }

  @Override
  public String newRows() {
    return newRows;
  }

  @Override
  public boolean has(String column) {
    return columns.containsKey(column);
  }

  @Override
  public boolean needsDeclared() {
    return false;
  }

  @Override
  public boolean wantsAll() {
    return true;
  }
}
