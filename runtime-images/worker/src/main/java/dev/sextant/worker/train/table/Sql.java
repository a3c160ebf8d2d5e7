package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes names, texts and values as DuckDB reads them. */
final class Sql {
  private Sql() {}

  static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String files(List<Path> files) {
    return files.stream()
        .map(file -> text(file.toString()))
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  /** The value of a column as one reads it: NULL for all that counts as missing. */
  static String value(String column, ColumnType type) {
    String name = name(column);
    return switch (type) {
      case Double -> "CASE WHEN isfinite(%s) THEN %s END".formatted(name, name);
      case Integer -> "CAST(%s AS DOUBLE)".formatted(name);
      case Boolean -> "CAST(CAST(%s AS INTEGER) AS DOUBLE)".formatted(name);
      case String -> "nullif(%s, '')".formatted(name);
      case Timestamp -> "epoch_us(%s)".formatted(name);
    };
  }
}
