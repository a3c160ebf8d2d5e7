package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.features.Suggestions;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something with named and typed columns that rows can be selected from, such as a Parquet file or
 * the outcome of {@code prepare.sql}.
 *
 * @param what how messages call it
 * @param sql what comes after FROM
 * @param types DuckDB's type of every column
 */
record Relation(String what, String sql, Map<String, String> types) {

  /** SELECT expressions of the declared columns in their work types; notes what does not fit. */
  List<String> conform(List<Column> columns, Checks checks) {
    List<String> expressions = new ArrayList<>();
    Map<String, String> byName = new LinkedHashMap<>();
    types.keySet().forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Optional<String> name =
          Optional.ofNullable(byName.get(column.name().toLowerCase(Locale.ROOT)))
              .filter(found -> found.equals(column.name()));
      if (name.isEmpty()) {
        checks.failed(
            Reason.MissingColumn,
            "schema(" + column.name() + ")",
            missing(
                Declaration.path(columns, i), column.name(), what, List.copyOf(types.keySet())));
      } else if (!fits(types.getOrDefault(column.name(), ""), column.type())) {
        checks.failed(
            Reason.SchemaMismatch,
            "schema(" + column.name() + ")",
            "%s: is %s in %s, which is no %s; change the type or convert it in prepare.sql"
                .formatted(
                    Declaration.path(columns, i), types.get(column.name()), what, column.type()));
      }
      expressions.add(workType(Sql.name(column.name()), column.type()));
    }
    return expressions;
  }

  /** The message about a column that is not there. */
  static String missing(String path, String name, String what, List<String> there) {
    String hint = Suggestions.didYouMean(name, there).orElse("add it there, or take it out here");
    String list = String.join(", ", there.size() > 30 ? there.subList(0, 30) : there);
    return "%s: is not in %s, which has %s%s; %s"
        .formatted(path, what, list, there.size() > 30 ? ", ..." : "", hint);
  }

  /**
   * The expression of a column in its work type, in which missing is always NULL. Whole numbers are
   * DOUBLE until they are written, so that a fraction is noticed rather than rounded.
   */
  static String workType(String expression, ColumnType type) {
    return switch (type) {
      case Double, Integer ->
          "CASE WHEN isfinite(%1$s::DOUBLE) THEN %1$s::DOUBLE END".formatted(expression);
      case String -> "nullif(%s::VARCHAR, '')".formatted(expression);
      case Timestamp ->
          "CASE WHEN %s THEN %s::TIMESTAMPTZ END".formatted(inRange(expression), expression);
      case Boolean -> expression + "::BOOLEAN";
    };
  }

  /** A condition that holds for instants of the years 1 to 9999. */
  static String inRange(String expression) {
    return ("(isfinite(%1$s::TIMESTAMPTZ) AND epoch_us(%1$s::TIMESTAMPTZ) BETWEEN"
            + " -62135596800000000 AND 253402300799999999)")
        .formatted(expression);
  }

  /** Counts the local times in columns whose types have no zone. */
  void countLocal(DuckSession session, List<Column> columns, LocalTimes times, Findings findings)
      throws SQLException {
    for (Column column : columns) {
      Optional<String> local =
          column.type() == ColumnType.Timestamp && types.containsKey(column.name())
              ? LocalTimes.ofColumn(column.name(), types.get(column.name()))
              : Optional.empty();
      if (local.isPresent() && !times.none()) {
        findings.local(column.name(), times.count(session, local.get(), sql));
      }
    }
  }

  /** Whether values of a DuckDB type are values of the declared type without guessing. */
  private static boolean fits(String duck, ColumnType type) {
    String name = duck.toUpperCase(Locale.ROOT);
    return switch (type) {
      case Double, Integer ->
          name.endsWith("INT")
              || name.endsWith("INTEGER")
              || name.equals("DOUBLE")
              || name.equals("FLOAT")
              || name.startsWith("DECIMAL");
      case String -> name.equals("VARCHAR") || name.startsWith("ENUM") || name.equals("UUID");
      case Timestamp -> name.startsWith("TIMESTAMP") || name.equals("DATE");
      case Boolean -> name.equals("BOOLEAN");
    };
  }
}
