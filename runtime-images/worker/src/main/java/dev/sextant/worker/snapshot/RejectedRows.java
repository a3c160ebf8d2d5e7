package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.worker.duck.DuckSession;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the rows that DuckDB's CSV reader refused into words: file, line, column, value, remedy. */
final class RejectedRows {
  private static final int LONGEST_VALUE = 40;

  private final CsvFile file;
  private final List<String> header;
  private final Map<String, Column> declared;

  RejectedRows(CsvFile file, List<String> header, Map<String, Column> declared) {
    this.file = file;
    this.header = header;
    this.declared = declared;
  }

  /** What DuckDB noted about a row. */
  private record Rejected(long line, String kind, int column, String text, String error) {}

  /** One sentence about the first refused row; empty when there is none. */
  Optional<String> describe(DuckSession session) throws SQLException {
    long count = session.number("SELECT count(DISTINCT line) FROM reject_errors");
    if (count == 0) {
      return Optional.empty();
    }
    // A line with too few or too many values has conversion errors as a consequence: name the
    // cause.
    Rejected first =
        session
            .query(
                "SELECT line, error_type::VARCHAR, column_idx, csv_line, error_message"
                    + " FROM reject_errors"
                    + " ORDER BY line, error_type::VARCHAR = 'CAST', column_idx LIMIT 1",
                RejectedRows::read)
            .getFirst();
    String more =
        count == 1 ? "" : " (and %d more row%s)".formatted(count - 1, count == 2 ? "" : "s");
    return Optional.of(sentence(first) + more);
  }

  private static Rejected read(ResultSet row) throws SQLException {
    @Nullable String text = row.getString(4);
    @Nullable String error = row.getString(5);
    return new Rejected(
        row.getLong(1),
        row.getString(2),
        row.getInt(3),
        text == null ? "" : text,
        error == null ? "" : error);
  }

  private String sentence(Rejected row) {
    String line = "%s line %d".formatted(file.uri(), row.line());
    String column = "%s, column %s".formatted(line, columnName(row.column()));
    List<String> values = valuesOf(row.text());
    return switch (row.kind()) {
      case "CAST" -> conversion(column, row, values);
      case "MISSING COLUMNS" ->
          "%s: has %d value%s where %d are expected; add the missing ones or quote line breaks"
              .formatted(line, values.size(), values.size() == 1 ? "" : "s", header.size());
      case "TOO MANY COLUMNS" ->
          "%s: has %d values where %d are expected; quote values that contain '%s'"
              .formatted(line, values.size(), header.size(), file.delimiter());
      case "UNQUOTED VALUE" ->
          column
              + ": has a quote that is not closed, or text after a closing quote; double quotes"
              + " within a quoted value";
      case "INVALID ENCODING" -> column + ": is not UTF-8; save the file as UTF-8";
      case "LINE SIZE OVER MAXIMUM" ->
          line + ": is longer than 2 MB; probably a quote is opened and never closed";
      default -> "%s: cannot be read: %s".formatted(line, firstLine(row.error()));
    };
  }

  private String conversion(String column, Rejected row, List<String> values) {
    int position = row.column() - 1;
    String value = position >= 0 && position < values.size() ? values.get(position) : "";
    @Nullable Column target =
        position >= 0 && position < header.size() ? declared.get(header.get(position)) : null;
    return column + ": " + notA(value, target == null ? ColumnType.String : target.type()) + REMEDY;
  }

  /** What to do about a value in a file that does not fit its type. */
  static final String REMEDY = "; correct it, or list it in nullValues if it means missing";

  /** Why a value does not fit its type. */
  static String notA(String value, ColumnType type) {
    String wanted =
        switch (type) {
          case Double -> "a number";
          case Integer -> "a whole number of magnitude up to 2^53";
          case String -> "text";
          case Timestamp -> "a time stamp such as 2026-03-01 08:30:00 or 2026-03-01T08:30:00Z";
          case Boolean -> "true or false";
        };
    return "\"%s\" is not %s".formatted(shortened(value), wanted);
  }

  private String columnName(int index) {
    return index >= 1 && index <= header.size() ? header.get(index - 1) : Integer.toString(index);
  }

  private List<String> valuesOf(String line) {
    try {
      return new CsvRecord(new StringReader(line), file.delimiter()).next().orElse(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shortened(String value) {
    String oneLine = value.replaceAll("\\s+", " ");
    return oneLine.length() <= LONGEST_VALUE
        ? oneLine
        : oneLine.substring(0, LONGEST_VALUE) + "...";
  }

  /** The first line of a library's message: the rest are hints about its own options. */
  static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
