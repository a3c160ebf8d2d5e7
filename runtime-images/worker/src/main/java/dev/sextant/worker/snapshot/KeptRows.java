package dev.sextant.worker.snapshot;

import dev.sextant.worker.duck.DuckSession;
import java.sql.SQLException;
import java.util.List;

/** Takes the rows of a source straight into the table of kept rows. */
final class KeptRows implements RowSink {
  private final DuckSession session;
  private final Declaration declaration;
  private final RowTable table;
  private final Checks checks;
  private String newRows = "true";

  KeptRows(DuckSession session, Declaration declaration, RowTable table, Checks checks) {
    this.session = session;
    this.declaration = declaration;
    this.table = table;
    this.checks = checks;
  }

  @Override
  public void insert(Relation relation) throws SQLException {
    List<String> expressions = relation.conform(declaration.columns(), checks);
    checks.refuseIfFailed();
    newRows =
        "rowid >= " + session.number("SELECT coalesce(max(rowid) + 1, 0) FROM " + RowTable.NAME);
    table.insert(expressions, relation.sql());
    relation.countLocal(
        session,
        declaration.columns(),
        new LocalTimes(declaration.job().timeZone()),
        checks.findings());
  }

  @Override
  public String table() {
    return RowTable.NAME;
  }

  @Override
  public String newRows() {
    return newRows;
  }

  @Override
  public boolean has(String column) {
    return true;
  }

  @Override
  public boolean needsDeclared() {
    return true;
  }

  @Override
  public boolean wantsAll() {
    return false;
  }
}
