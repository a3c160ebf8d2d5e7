package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the kept rows against what the columns promise: bounds, missing values, categories. */
final class DataChecks {
  private static final int AGGREGATES = 5;

  private final DuckSession session;
  private final Declaration declaration;
  private final Checks checks;

  DataChecks(DuckSession session, Declaration declaration, Checks checks) {
    this.session = session;
    this.declaration = declaration;
    this.checks = checks;
  }

  /** What one scan finds out about a column. */
  private record Facts(long present, double least, double greatest, long below, long above) {}

  void check(long rows) throws SQLException {
    List<Column> columns = declaration.columns();
    List<Facts> facts = facts(columns);
    for (int i = 0; i < columns.size(); i++) {
      String path = Declaration.path(columns, i);
      missing(path, columns.get(i), rows, facts.get(i));
      bounds(path, columns.get(i), facts.get(i));
    }
    for (int i = 0; i < columns.size(); i++) {
      categories(Declaration.path(columns, i), columns.get(i));
    }
  }

  private List<Facts> facts(List<Column> columns) throws SQLException {
    List<String> selected = new ArrayList<>();
    for (Column column : columns) {
      String name = Sql.name(column.name());
      boolean number = Declaration.isNumber(column.type());
      selected.add("count(%s)".formatted(name));
      selected.add(number ? "min(%s)".formatted(name) : "NULL::DOUBLE");
      selected.add(number ? "max(%s)".formatted(name) : "NULL::DOUBLE");
      selected.add(beyond(name, "<", column.min()));
      selected.add(beyond(name, ">", column.max()));
    }
    return session
        .query(
            "SELECT %s FROM %s".formatted(String.join(", ", selected), RowTable.NAME),
            row -> {
              List<Facts> facts = new ArrayList<>();
              for (int i = 0; i < columns.size(); i++) {
                int at = i * AGGREGATES + 1;
                facts.add(
                    new Facts(
                        row.getLong(at),
                        row.getDouble(at + 1),
                        row.getDouble(at + 2),
                        row.getLong(at + 3),
                        row.getLong(at + 4)));
              }
              return facts;
            })
        .getFirst();
  }

  private static String beyond(String name, String comparison, @Nullable String bound) {
    return bound == null
        ? "0::BIGINT"
        : "count(*) FILTER (%s %s %s)"
            .formatted(name, comparison, Sql.number(Double.parseDouble(bound)));
  }

  private void missing(String path, Column column, long rows, Facts facts) {
    @Nullable String allowed = column.missingAtMost();
    if (allowed == null && !mustBePresent(column)) {
      return;
    }
    String name = "missing(" + column.name() + ")";
    long missing = rows - facts.present();
    double share = rows == 0 ? 0 : (double) missing / rows;
    String value = share(share);
    String threshold = allowed == null ? "0" : allowed;
    if (share <= Double.parseDouble(threshold)) {
      checks.passed(
          name,
          value,
          threshold,
          "%d of %d rows have no %s".formatted(missing, rows, column.name()));
      return;
    }
    String remedy =
        allowed == null
            ? "filter them out with rows.keepWhen, or set missingAtMost"
            : "mend the source, or raise missingAtMost";
    checks.failed(
        Reason.TooManyMissing,
        name,
        value,
        threshold,
        "%s: %d of %d rows have no value%s (%s, at most %s is allowed); %s"
            .formatted(path, missing, rows, among(column), value, threshold, remedy));
  }

  /** Values that became missing are named, because nobody sees them in the source as gaps. */
  private String among(Column column) {
    String odd = checks.findings().odd(column.name());
    return odd.isEmpty() ? "" : ", among them " + odd;
  }

  /** Without these a row cannot be identified, placed or learnt from. */
  private boolean mustBePresent(Column column) {
    return switch (column.role()) {
      case RowId, Group, Label -> true;
      case Time -> column.equals(declaration.axis());
      case Entity -> declaration.unit().filter(column::equals).isPresent();
      case Feature, Auxiliary -> false;
    };
  }

  private void bounds(String path, Column column, Facts facts) {
    if (column.min() == null && column.max() == null) {
      return;
    }
    String name = "bounds(" + column.name() + ")";
    String threshold =
        "%s to %s"
            .formatted(
                column.min() == null ? "any" : column.min(),
                column.max() == null ? "any" : column.max());
    String value =
        facts.present() == 0 ? "" : number(facts.least()) + " to " + number(facts.greatest());
    if (facts.below() + facts.above() == 0) {
      checks.passed(name, value, threshold, column.name() + " stays within its bounds");
    }
    if (facts.below() > 0) {
      checks.failed(
          Reason.OutOfBounds,
          name,
          value,
          threshold,
          "%s: %s below min %s, the smallest is %s; filter with rows.keepWhen, or lower min"
              .formatted(path, rows(facts.below()), column.min(), number(facts.least())));
    }
    if (facts.above() > 0) {
      checks.failed(
          Reason.OutOfBounds,
          name,
          value,
          threshold,
          "%s: %s above max %s, the largest is %s; filter with rows.keepWhen, or raise max"
              .formatted(path, rows(facts.above()), column.max(), number(facts.greatest())));
    }
  }

  private void categories(String path, Column column) throws SQLException {
    @Nullable Integer most = column.categoriesAtMost();
    if (most == null || column.type() != ColumnType.String) {
      return;
    }
    // Counting stops at the first category too many.
    long found =
        session.number(
            "SELECT count(*) FROM (SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL GROUP BY 1 LIMIT %3$d)"
                .formatted(Sql.name(column.name()), RowTable.NAME, most + 1L));
    String name = "categories(" + column.name() + ")";
    if (found <= most) {
      checks.passed(
          name,
          Long.toString(found),
          most.toString(),
          "%s has %d categories".formatted(column.name(), found));
    } else {
      checks.failed(
          Reason.TooManyCategories,
          name,
          "more than " + most,
          most.toString(),
          "%s: has more than %d distinct values; group the rare ones in prepare.sql, or raise"
                  .formatted(path, most)
              + " categoriesAtMost");
    }
  }

  private static String rows(long count) {
    return count == 1 ? "1 row is" : count + " rows are";
  }

  /** Four digits are enough for people, and zero must not hide a single row. */
  private static String share(double share) {
    String text = String.format(java.util.Locale.ROOT, "%.4f", share);
    return share > 0 && text.equals("0.0000") ? "less than 0.0001" : text;
  }

  private static String number(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
