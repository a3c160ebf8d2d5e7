package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes what a trainer predicts of the test rows next to the rows, so that anybody can find out
 * later whether a server still answers like that, or measure what was not measured.
 */
public final class HeldOutFile {
  private static final String PREDICTIONS = "predictions";

  private HeldOutFile() {}

  /**
   * Writes a Parquet file, one line a labelled test row, in the order of the part.
   *
   * @param inputs the raw columns that a caller sends
   * @param id the column that names a row
   * @param predictions one a row
   */
  public static void write(
      SnapshotDatabase database,
      List<SnapshotColumn> inputs,
      Optional<SnapshotColumn> id,
      SnapshotColumn label,
      double[] predictions,
      Path file)
      throws SQLException {
    database.table(PREDICTIONS, predictions);
    String names =
        inputs.stream()
            .map(column -> Sql.text(column.name()) + ": " + Sql.name(column.name()))
            .collect(Collectors.joining(", ", "{", "}"));
    // Columns of the data may have any name, so they do not stand beside ours.
    database.execute(
        ("COPY (SELECT row, id, label, prediction, inputs"
                + " FROM (SELECT %s AS id, %s AS label, %s AS inputs FROM %s)"
                + " POSITIONAL JOIN (SELECT row, value AS prediction FROM %s))"
                + " TO %s (FORMAT parquet, COMPRESSION zstd)")
            .formatted(
                id.map(column -> "CAST(%s AS VARCHAR)".formatted(Sql.name(column.name())))
                    .orElse("CAST(NULL AS VARCHAR)"),
                Sql.name(label.name()),
                inputs.isEmpty() ? "NULL" : names,
                Sql.name(SplitName.test.name()),
                PREDICTIONS,
                Sql.text(file.toString())));
  }
}
