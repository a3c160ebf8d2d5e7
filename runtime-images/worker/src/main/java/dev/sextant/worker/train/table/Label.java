package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.model.Task;

/**
 * What is predicted, as a number: the label itself, or 1 for the positive class and 0 for the
 * other.
 *
 * @param column the label's column
 * @param type its type
 * @param task what it means
 */
public record Label(String column, ColumnType type, Task task) {

  /** The label of a row as SQL; NULL where a row has none. */
  String sql() {
    String value = Sql.value(column, type);
    return switch (task) {
      case Task.Regression ignored -> value;
      case Task.Binary binary ->
          "CASE WHEN %s IS NULL THEN NULL WHEN %s = %s THEN 1.0 ELSE 0.0 END"
              .formatted(value, textOf(column, type), Sql.text(binary.positive()));
    };
  }

  /** The text by which people name a class; whole numbers have no point. */
  static String textOf(String column, ColumnType type) {
    String name = Sql.name(column);
    return switch (type) {
      case String, Boolean, Integer, Timestamp -> "CAST(%s AS VARCHAR)".formatted(name);
      case Double ->
          "CASE WHEN %1$s = trunc(%1$s) AND abs(%1$s) < 9e15 THEN CAST(CAST(%1$s AS BIGINT) AS VARCHAR) ELSE CAST(%1$s AS VARCHAR) END"
              .formatted(name);
    };
  }
}
