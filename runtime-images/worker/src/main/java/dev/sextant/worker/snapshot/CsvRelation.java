package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How DuckDB reads one CSV file: declared columns strictly in their types, all others as text,
 * nothing guessed.
 */
final class CsvRelation {
  /** Enough to say how many rows are wrong, and bounded however many are. */
  private static final int MOST_REJECTED = 1_000;

  private final CsvFile file;
  private final List<String> header;
  private final List<Column> columns;
  private final Map<String, Column> declared = new HashMap<>();

  CsvRelation(CsvFile file, List<String> header, List<Column> columns) {
    this.file = file;
    this.header = header;
    this.columns = columns;
    columns.forEach(column -> declared.put(column.name(), column));
  }

  CsvFile file() {
    return file;
  }

  RejectedRows rejected() {
    return new RejectedRows(file, header, declared);
  }

  /** Notes columns that are not there or there twice. */
  void checkHeader(boolean needsDeclared, Checks checks) {
    Optional<String> delimiter = otherDelimiter();
    if (delimiter.isPresent() && columns.size() > 1) {
      checks.failed(
          Reason.SchemaMismatch,
          "schema(" + file.uri() + ")",
          "%s: its header is one column, '%s'; set source.files.csv.delimiter to '%s'"
              .formatted(file.uri(), header.getFirst(), delimiter.get()));
      return;
    }
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    header.stream().filter(name -> !seen.add(name.toLowerCase(Locale.ROOT))).forEach(twice::add);
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      if (twice.contains(name)) {
        checks.failed(
            Reason.SchemaMismatch,
            "schema(" + name + ")",
            "%s: is twice in the header of %s; rename one"
                .formatted(Declaration.path(columns, i), file.uri()));
      } else if (needsDeclared && !header.contains(name)) {
        checks.failed(
            Reason.MissingColumn,
            "schema(" + name + ")",
            Relation.missing(
                Declaration.path(columns, i), name, "the header of " + file.uri(), header));
      }
    }
  }

  /** What a header that is one column was probably written with. */
  private Optional<String> otherDelimiter() {
    return header.size() > 1
        ? Optional.empty()
        : List.of(";", "\t", "|", ",").stream().filter(header.getFirst()::contains).findFirst();
  }

  /** The file as something to select from; only the declared columns unless all are wanted. */
  Relation relation(boolean all) {
    Map<String, String> types = new LinkedHashMap<>();
    List<String> selected = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      boolean wanted = declared.containsKey(name) || (all && !name.isBlank());
      if (wanted && seen.add(name.toLowerCase(Locale.ROOT))) {
        types.put(name, typeOf(name));
        selected.add("c%d AS %s".formatted(i, Sql.name(name)));
      }
    }
    String from = "(SELECT %s FROM %s)".formatted(String.join(", ", selected), scan(true, true));
    return new Relation(file.uri(), from, types);
  }

  /**
   * The call of the reader.
   *
   * @param typed whether declared columns are converted, or everything is text
   * @param parallel whether parts of the file are read at once
   */
  private String scan(boolean typed, boolean parallel) {
    List<String> types = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      types.add("'c%d': '%s'".formatted(i, typed ? typeOf(header.get(i)) : "VARCHAR"));
    }
    List<String> missing = new ArrayList<>();
    missing.add("");
    missing.addAll(file.dialect().nullValues());
    return ("read_csv(%s, auto_detect=false, header=%s, delim=%s, quote='\"', escape='\"',"
            + " columns={%s}, nullstr=%s, parallel=%s, strict_mode=true, compression=%s%s)")
        .formatted(
            Sql.text(file.path().toString()),
            file.dialect().header(),
            Sql.text(String.valueOf(file.delimiter())),
            String.join(", ", types),
            Sql.texts(missing),
            parallel,
            Sql.text(file.isCompressed() ? "gzip" : "none"),
            typed
                ? ", store_rejects=true, rejects_limit=" + MOST_REJECTED
                : ", ignore_errors=true");
  }

  /** One sentence about the first number that is not whole where it must be, with its line. */
  Optional<String> notWhole(DuckSession session, String table, String newRows)
      throws SQLException, IOException {
    List<Column> whole =
        columns.stream()
            .filter(c -> c.type() == ColumnType.Integer && header.contains(c.name()))
            .toList();
    Optional<String> condition = RowTable.notWhole(whole);
    if (condition.isEmpty()) {
      return Optional.empty();
    }
    boolean any =
        !session
            .query(
                "SELECT 1 FROM %s WHERE %s AND (%s) LIMIT 1"
                    .formatted(table, newRows, condition.get()),
                row -> row.getInt(1))
            .isEmpty();
    return any ? locate(session, whole) : Optional.empty();
  }

  /** What comes after FROM to get a column as the text {@code t}; empty when it is not there. */
  Optional<String> textScan(Column column) {
    return header.contains(column.name())
        ? Optional.of("(SELECT %s AS t FROM %s)".formatted(cell(column), scan(false, true)))
        : Optional.empty();
  }

  private record Found(long row, String column, String value) {}

  /** Reads the file again, as text and in order, to tell on which line the fault is. */
  private Optional<String> locate(DuckSession session, List<Column> whole)
      throws SQLException, IOException {
    String query =
        whole.stream()
            .map(column ->
                "SELECT row, %s AS name, %s AS value FROM numbered WHERE %s"
                    .formatted(
                        Sql.text(column.name()),
                        cell(column),
                        RowTable.notWhole("TRY_CAST(" + cell(column) + " AS DOUBLE)")))
            .collect(Collectors.joining(" UNION ALL "));
    List<Found> found =
        session.query(
            ("WITH numbered AS MATERIALIZED (SELECT row_number() OVER () AS row, * FROM %s)"
                    + " SELECT * FROM (%s) ORDER BY row LIMIT 1")
                .formatted(scan(false, false), query),
            row -> new Found(row.getLong(1), row.getString(2), row.getString(3)));
    if (found.isEmpty()) {
      return Optional.of(file.uri() + ": has a number that is not whole in an Integer column");
    }
    Found first = found.getFirst();
    long line = file.lineOf(first.row() + (file.dialect().header() ? 1 : 0));
    return Optional.of(
        "%s line %d, column %s: %s"
            .formatted(
                file.uri(),
                line,
                first.column(),
                RejectedRows.notA(first.value(), ColumnType.Integer) + RejectedRows.REMEDY));
  }

  private String cell(Column column) {
    return "c" + header.indexOf(column.name());
  }

  private String typeOf(String name) {
    Column column = declared.get(name);
    if (column == null) {
      return "VARCHAR";
    }
    return switch (column.type()) {
      // A whole number is read as a number, because the reader would round a fraction.
      case Double, Integer -> "DOUBLE";
      case String -> "VARCHAR";
      case Timestamp -> "TIMESTAMPTZ";
      case Boolean -> "BOOLEAN";
    };
  }
}
