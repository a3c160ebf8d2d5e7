package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of all rows that {@code rows.keepWhen} keeps, with features and row hash: what is
 * checked, split and written.
 *
 * <p>Whole numbers are DOUBLE here until they have been checked.
 */
final class RowTable {
  /** Its name in SQL. */
  static final String NAME = "kept";

  /** The column with the hash of the row. */
  static final String HASH = "\"sextant row hash\"";

  /** The column with the bucket of the row's unit, where a hash decides the split. */
  static final String BUCKET = "\"sextant bucket\"";

  /** Names that no column may have, in small letters: they stand before DuckDB's own and ours. */
  private static final Set<String> RESERVED = Set.of("rowid", "sextant row hash", "sextant bucket");

  /** Whether a column may not have this name. */
  static boolean isReserved(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return RESERVED.contains(small) || small.startsWith(OddValues.PREFIX);
  }

  private final DuckSession session;
  private final Declaration declaration;
  private final CelFunctions functions;
  private final String keep;
  private final List<String> features = new ArrayList<>();
  private final OddValues odd;
  private final String hash;
  private final String bucket;

  private RowTable(DuckSession session, Declaration declaration) throws SQLException {
    this.session = session;
    this.declaration = declaration;
    this.functions = new CelFunctions(session, declaration);
    this.keep =
        declaration.keep() == null ? "" : " WHERE " + functions.register(declaration.keep());
    for (int i = 0; i < declaration.job().features().size(); i++) {
      features.add(
          functions.register(i) + " AS " + Sql.name(declaration.job().features().get(i).name()));
    }
    this.odd = new OddValues(declaration.columns());
    this.hash = new RowHash(declaration.snapshotColumns()).register(session);
    this.bucket = declaration.unit().map(RowTable::bucketOf).orElse("0");
  }

  /** Makes the empty table and the functions that fill it. */
  static RowTable create(DuckSession session, Declaration declaration) throws SQLException {
    RowTable table = new RowTable(session, declaration);
    String columns =
        declaration.snapshotColumns().stream()
            .map(column -> Sql.name(column.name()) + " " + duckType(column.type()))
            .collect(Collectors.joining(", "));
    session.execute(
        "CREATE TABLE %s (%s, %s HUGEINT, %s UTINYINT%s)"
            .formatted(NAME, columns, HASH, BUCKET, table.odd.definitions()));
    return table;
  }

  /**
   * Adds the rows of a relation; how many were kept.
   *
   * @param expressions of the declared columns, in their order and work types
   * @param from what comes after FROM
   */
  long insert(List<String> expressions, String from) throws SQLException {
    List<String> raw = new ArrayList<>();
    List<Column> columns = declaration.columns();
    for (int i = 0; i < columns.size(); i++) {
      raw.add(expressions.get(i) + " AS " + Sql.name(columns.get(i).name()));
    }
    String computed = features.stream().map(", "::concat).collect(Collectors.joining());
    String bits = odd.names().stream().map(", "::concat).collect(Collectors.joining());
    // Whoever reads rows later says in which order: they may come as they are ready.
    session.execute("SET preserve_insertion_order = false");
    try {
      return session.execute(insertion(raw, computed, bits, from));
    } finally {
      session.execute("SET preserve_insertion_order = true");
    }
  }

  private String insertion(List<String> raw, String computed, String bits, String from) {
    return "INSERT INTO %s SELECT %s, %s, %s%s FROM (SELECT %s%s%s FROM (SELECT %s%s FROM %s)%s)"
        .formatted(
            NAME,
            names(declaration.snapshotColumns()),
            hash,
            bucket,
            bits,
            names(declaration.snapshotColumns().subList(0, raw.size())),
            computed,
            bits,
            String.join(", ", raw),
            odd.expressions(column -> true),
            from,
            keep);
  }

  /** What became missing in the rows for which a condition holds, by column and kind. */
  Map<String, Map<OddValues.Kind, Long>> odd(String condition) throws SQLException {
    return odd.count(session, NAME, condition);
  }

  private static String bucketOf(Column unit) {
    String name = Sql.name(unit.name());
    return HashSplit.bucketSql(
        unit.type() == ColumnType.Integer ? name + "::BIGINT::VARCHAR" : name);
  }

  /** The names of columns for a SELECT. */
  static String names(List<SnapshotColumn> columns) {
    return columns.stream()
        .map(column -> Sql.name(column.name()))
        .collect(Collectors.joining(", "));
  }

  long rows() throws SQLException {
    return session.number("SELECT count(*) FROM " + NAME);
  }

  /** A condition that holds for a row with a number that is not whole where it must be. */
  static Optional<String> notWhole(List<Column> columns) {
    return columns.stream()
        .filter(column -> column.type() == ColumnType.Integer)
        .map(column -> notWhole(Sql.name(column.name())))
        .reduce((left, right) -> left + " OR " + right);
  }

  /**
   * A condition that holds where a number is not whole, or too large to be exact. 2^53 itself is
   * too large: 2^53 + 1 becomes it when it is read.
   */
  static String notWhole(String number) {
    return "(%1$s <> trunc(%1$s) OR abs(%1$s) >= 9007199254740992)".formatted(number);
  }

  /** Rows of the feature at a position that could not be computed. */
  long failed(int feature) {
    return functions.failed(feature);
  }

  private static String duckType(ColumnType type) {
    return switch (type) {
      case Double, Integer -> "DOUBLE";
      case String -> "VARCHAR";
      case Timestamp -> "TIMESTAMPTZ";
      case Boolean -> "BOOLEAN";
    };
  }

  /** How many rows {@code rows.keepWhen} left out. */
  long leftOut() throws SQLException {
    return declaration.keep() == null ? 0 : functions.tested() - rows();
  }
}
