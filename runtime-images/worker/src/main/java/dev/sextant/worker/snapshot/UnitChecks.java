package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds rows and parts against each other: repeated RowIds, torn groups, empty parts. */
final class UnitChecks {
  private final DuckSession session;
  private final Declaration declaration;
  private final Checks checks;

  UnitChecks(DuckSession session, Declaration declaration, Checks checks) {
    this.session = session;
    this.declaration = declaration;
    this.checks = checks;
  }

  private record Repeated(long ids, long surplus, String example) {}

  /** Treats rows that repeat a RowId as the policy says. */
  void duplicates() throws SQLException {
    Optional<Column> rowId = declaration.withRole(Role.RowId);
    DuplicatePolicy policy = declaration.job().duplicates();
    if (rowId.isEmpty() || policy == DuplicatePolicy.Ignore) {
      return;
    }
    Column column = rowId.get();
    String name = "duplicates(" + column.name() + ")";
    Repeated repeated = repeated(Sql.name(column.name()));
    String value = Long.toString(repeated.surplus());
    if (repeated.ids() == 0) {
      checks.passed(name, "0", "0", "no two rows have the same " + column.name());
    } else if (policy == DuplicatePolicy.KeepFirst) {
      removeSurplus(Sql.name(column.name()));
      checks.passed(
          name,
          value,
          "KeepFirst",
          "rows left out because they repeat a %s: %s".formatted(column.name(), value));
    } else {
      checks.failed(
          Reason.DuplicateRowId,
          name,
          value,
          "0",
          "%s: %d RowId%s occur%s more than once, such as \"%s\"; remove the repetitions, or set"
                  .formatted(
                      Declaration.path(
                          declaration.columns(), declaration.columns().indexOf(column)),
                      repeated.ids(),
                      repeated.ids() == 1 ? "" : "s",
                      repeated.ids() == 1 ? "s" : "",
                      repeated.example())
              + " checks.duplicates to KeepFirst");
    }
  }

  private Repeated repeated(String id) throws SQLException {
    // Hashes are grouped first because they are small; ids are compared only where hashes agree.
    return session
        .query(
            ("SELECT count(*), coalesce(sum(n - 1), 0), coalesce(min(id), '') FROM ("
                    + "SELECT %1$s::VARCHAR AS id, count(*) AS n FROM %2$s"
                    + " WHERE hash(%1$s) IN (SELECT hash(%1$s) FROM %2$s WHERE %1$s IS NOT NULL"
                    + " GROUP BY 1 HAVING count(*) > 1) AND %1$s IS NOT NULL"
                    + " GROUP BY %1$s HAVING count(*) > 1)")
                .formatted(id, RowTable.NAME),
            row -> new Repeated(row.getLong(1), row.getLong(2), row.getString(3)))
        .getFirst();
  }

  /** The first row in canonical order stays. */
  private void removeSurplus(String id) throws SQLException {
    String axis = declaration.axis() == null ? "NULL" : Parts.axis(declaration);
    session.execute(
        ("DELETE FROM %2$s WHERE rowid IN (SELECT r FROM (SELECT rowid AS r, row_number() OVER"
                + " (PARTITION BY %1$s ORDER BY %3$s NULLS LAST, %4$s) AS n FROM %2$s"
                + " WHERE %1$s IS NOT NULL) WHERE n > 1)")
            .formatted(id, RowTable.NAME, axis, RowTable.HASH));
  }

  private record Torn(long groups, String example) {}

  /** A group must not be in two parts. */
  void groups(Parts parts) throws SQLException {
    Optional<Column> group = declaration.withRole(Role.Group);
    if (group.isEmpty()) {
      return;
    }
    Column column = group.get();
    String name = "group(" + column.name() + ")";
    Torn torn =
        session
            .query(
                ("SELECT count(*), coalesce(min(g), '') FROM (SELECT %1$s::VARCHAR AS g FROM %2$s"
                        + " WHERE %1$s IS NOT NULL GROUP BY 1 HAVING min(%3$s) <> max(%3$s))")
                    .formatted(Sql.name(column.name()), RowTable.NAME, parts.nameSql()),
                row -> new Torn(row.getLong(1), row.getString(2)))
            .getFirst();
    if (torn.groups() == 0) {
      checks.passed(name, "0", "0", "every " + column.name() + " stays in one part");
      return;
    }
    int position = declaration.columns().indexOf(column);
    checks.failed(
        Reason.GroupInTwoSplits,
        name,
        Long.toString(torn.groups()),
        "0",
        "%s: %d group%s in more than one part, such as \"%s\"; split by a hash of it, or give it the role Entity if it may repeat"
            .formatted(
                Declaration.path(declaration.columns(), position),
                torn.groups(),
                torn.groups() == 1 ? " is" : "s are",
                torn.example()));
  }

  /** Every part that the split asks for must have rows. */
  void emptyParts(Parts parts, Map<SplitName, Parts.Extent> extents) throws SQLException {
    for (SplitName part : SplitName.values()) {
      if (!parts.conditions().containsKey(part)) {
        continue;
      }
      long rows = extents.getOrDefault(part, new Parts.Extent(0, null, null)).rows();
      String name = "split(" + part + ")";
      String where = parts.description().getOrDefault(part, "");
      if (rows > 0) {
        checks.passed(name, Long.toString(rows), "1", "%s has %d rows".formatted(part, rows));
      } else {
        checks.failed(
            Reason.EmptySplit,
            name,
            "0",
            "1",
            "split (%s): has no rows %s%s; change the split, or bring more data"
                .formatted(part, where, range()));
      }
    }
  }

  private String range() throws SQLException {
    if (declaration.axis() == null) {
      return "";
    }
    String axis = Parts.axis(declaration);
    List<String> ends =
        session.query(
            "SELECT epoch_us(min(%1$s)), epoch_us(max(%1$s)) FROM %2$s"
                .formatted(axis, RowTable.NAME),
            row ->
                "; the data go from %s to %s"
                    .formatted(Parts.instant(row, 1), Parts.instant(row, 2)));
    return ends.getFirst();
  }
}
