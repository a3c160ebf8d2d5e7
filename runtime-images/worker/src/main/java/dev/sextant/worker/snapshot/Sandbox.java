package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs {@code prepare.sql} and hands its outcome over. */
final class Sandbox {
  private static final String TABLE = "prepared";

  private final DuckSession session;
  private final Checks checks;

  Sandbox(DuckSession session, Checks checks) {
    this.session = session;
    this.checks = checks;
  }

  /** Runs the statement in an instance that was locked; refuses when it may not or does not run. */
  void run(String sql) throws SQLException {
    Set<String> columns = new HashSet<>();
    SourceReader.describe(session, "source")
        .keySet()
        .forEach(name -> columns.add(name.toLowerCase(Locale.ROOT)));
    Optional<String> problem = PrepareSql.problem(session, sql, columns);
    problem.ifPresent(this::refuse);
    try {
      session.execute("CREATE TABLE " + TABLE + " AS\n" + sql);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      if (isOurs(message)) {
        throw e;
      }
      refuse("prepare.sql: " + RejectedRows.firstLine(message) + "; correct it");
    }
  }

  /** Memory, disk and interruption are not the statement's fault. */
  private static boolean isOurs(String message) {
    return message.startsWith("Out of Memory")
        || message.startsWith("IO Error")
        || message.toLowerCase(Locale.ROOT).contains("interrupt");
  }

  /** Checks the outcome against the declared columns and adds it to the kept rows. */
  void handOver(KeptRows kept, Declaration declaration) throws SQLException {
    Map<String, String> types = SourceReader.describe(session, TABLE);
    kept.insert(new Relation("the outcome of prepare.sql", TABLE, types));
    for (Column column : declaration.columns()) {
      if (column.type() == ColumnType.Integer) {
        whole(declaration, column);
      }
    }
    checks.refuseIfFailed();
    session.execute("DROP TABLE " + TABLE);
    session.execute("DROP VIEW source");
    session.execute("DROP TABLE loaded");
  }

  private void whole(Declaration declaration, Column column) throws SQLException {
    String name = Sql.name(column.name());
    List<String> found =
        session.query(
            "SELECT %s::VARCHAR FROM %s WHERE %s LIMIT 1"
                .formatted(name, RowTable.NAME, RowTable.notWhole(name)),
            row -> row.getString(1));
    if (!found.isEmpty()) {
      int position = declaration.columns().indexOf(column);
      checks.failed(
          Reason.SchemaMismatch,
          "schema(" + column.name() + ")",
          "%s: %s; round it in prepare.sql, or make the column a Double"
              .formatted(
                  Declaration.path(declaration.columns(), position),
                  RejectedRows.notA(found.getFirst(), ColumnType.Integer)));
    }
  }

  private void refuse(String message) {
    checks.failed(Reason.BadPrepare, "prepare", message);
    checks.refuseIfFailed();
  }
}
