package dev.sextant.worker.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sextant.contracts.Json;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a statement may be {@code prepare.sql}: one SELECT over the relation {@code
 * source} whose outcome depends on nothing but the rows.
 *
 * <p>It goes by the statement as DuckDB's own parser sees it, so that no spelling gets around it.
 */
final class PrepareSql {
  private static final Set<String> TABLE_FUNCTIONS = Set.of("range", "generate_series", "unnest");

  /** Functions that depend on chance or on the version, though DuckDB calls them consistent. */
  private static final Set<String> SECRETLY_UNSTABLE =
      Set.of("version", "pg_sleep", "reservoir_quantile");

  /** Functions of the time and the session that are written like columns. */
  private static final Set<String> BARE_FUNCTIONS =
      Set.of(
          "current_timestamp",
          "current_date",
          "current_time",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "current_role",
          "current_catalog",
          "current_schema",
          "user");

  private final Set<String> sourceColumns;
  private final Set<String> unstableFunctions;
  private final Set<String> relations = new HashSet<>(Set.of("source"));
  private final List<String> problems = new ArrayList<>();

  private PrepareSql(Set<String> sourceColumns, Set<String> unstableFunctions) {
    this.sourceColumns = sourceColumns;
    this.unstableFunctions = unstableFunctions;
  }

  /** What is wrong with a statement; empty when nothing is. */
  static Optional<String> problem(DuckSession session, String sql, Set<String> sourceColumns)
      throws SQLException {
    JsonNode parsed =
        Json.tree(
            session
                .query(
                    "SELECT json_serialize_sql(" + Sql.text(sql) + ")::VARCHAR",
                    row -> row.getString(1))
                .getFirst());
    if (parsed.path("error").asBoolean()) {
      boolean syntax = parsed.path("error_type").asText().equals("parser");
      return Optional.of(
          syntax
              ? "prepare.sql: " + parsed.path("error_message").asText() + "; correct it"
              : "prepare.sql: is not a SELECT; only one SELECT over source is allowed");
    }
    if (parsed.path("statements").size() != 1) {
      return Optional.of(
          "prepare.sql: has %d statements; only one SELECT over source is allowed"
              .formatted(parsed.path("statements").size()));
    }
    PrepareSql check = new PrepareSql(sourceColumns, unstable(session));
    JsonNode statement = parsed.path("statements").path(0).path("node");
    check.collectNames(statement);
    check.visit(statement);
    return check.problems.stream().findFirst();
  }

  private static Set<String> unstable(DuckSession session) throws SQLException {
    return new HashSet<>(
        session.query(
            "SELECT DISTINCT lower(function_name) FROM duckdb_functions()"
                + " WHERE stability <> 'CONSISTENT' AND function_name <> 'error'",
            row -> row.getString(1)));
  }

  /** Names that WITH gives may be selected from. */
  private void collectNames(JsonNode node) {
    if (node.has("cte_map")) {
      node.path("cte_map").path("map").forEach(entry -> relations.add(lower(entry.path("key"))));
    }
    node.forEach(this::collectNames);
  }

  private void visit(JsonNode node) {
    if (node.isObject()) {
      String type = node.path("type").asText();
      switch (type) {
        case "FUNCTION", "WINDOW_AGGREGATE" ->
            function(lower(node.path("function_name")), node.path("arguments").size());
        case "COLUMN_REF" -> column(node.path("column_names"));
        case "BASE_TABLE" -> table(node);
        case "TABLE_FUNCTION" -> tableFunction(lower(node.path("function").path("function_name")));
        case "SHOW_REF" -> problems.add("prepare.sql: describes tables; select rows from source");
        case "VALUE_PARAMETER" ->
            problems.add("prepare.sql: has a parameter; write the value itself");
        default -> {
          // Everything else only combines what is looked at here.
        }
      }
      if (node.path("sample").isObject()) {
        problems.add("prepare.sql: samples at random; filter by a hash of a column instead");
      }
    }
    node.forEach(this::visit);
  }

  private void function(String name, int arguments) {
    // With one argument it is the age today.
    boolean ageToday = name.equals("age") && arguments == 1;
    if (ageToday || unstableFunctions.contains(name) || SECRETLY_UNSTABLE.contains(name)) {
      problems.add(
          "prepare.sql: %s() gives another answer each time; the snapshot must depend on the rows only"
              .formatted(name));
    }
  }

  private void column(JsonNode names) {
    String name = lower(names.path(0));
    if (names.size() == 1 && BARE_FUNCTIONS.contains(name) && !sourceColumns.contains(name)) {
      problems.add(
          "prepare.sql: %s gives another answer each time; the snapshot must depend on the rows only"
              .formatted(name));
    }
  }

  private void table(JsonNode node) {
    String name = node.path("table_name").asText();
    boolean qualified =
        !node.path("schema_name").asText().isEmpty()
            || !node.path("catalog_name").asText().isEmpty();
    if (qualified || !relations.contains(name.toLowerCase(Locale.ROOT))) {
      problems.add("prepare.sql: reads '%s'; only source can be read".formatted(name));
    }
  }

  private void tableFunction(String name) {
    if (!TABLE_FUNCTIONS.contains(name)) {
      problems.add("prepare.sql: reads from %s(); only source can be read".formatted(name));
    }
  }

  private static String lower(JsonNode text) {
    return text.asText().toLowerCase(Locale.ROOT);
  }
}
