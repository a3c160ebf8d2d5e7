package dev.sextant.worker.train.table;

import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Streams rows of a part as they are, in the order of the files. */
public final class RawReader {
  private static final int CHECK_EVERY = 8_192;

  private final SnapshotDatabase database;
  private final Runnable checkpoint;

  /**
   * A reader.
   *
   * @param checkpoint is run every few thousand rows and may throw to stop the reading
   */
  public RawReader(SnapshotDatabase database, Runnable checkpoint) {
    this.database = database;
    this.checkpoint = checkpoint;
  }

  /** Takes one row; the view is good until the next one. */
  @FunctionalInterface
  public interface RowConsumer {
    /**
     * A row.
     *
     * @param index its place in the part
     */
    void accept(int index, RawRow row);
  }

  /** Hands over every labelled row of a part, with the given columns. */
  public void forEach(SplitName part, List<SnapshotColumn> columns, RowConsumer consumer)
      throws SQLException {
    // A constant keeps the query valid when no column is asked for.
    String values =
        columns.isEmpty()
            ? "1"
            : columns.stream()
                .map(column -> Sql.value(column.name(), column.type()))
                .collect(Collectors.joining(", "));
    var row = new RawRow(columns);
    int[] index = {0};
    database.forEach(
        "SELECT %s FROM %s".formatted(values, Sql.name(part.name())),
        result -> {
          if (index[0] % CHECK_EVERY == 0) {
            checkpoint.run();
          }
          row.load(result);
          consumer.accept(index[0]++, row);
        });
  }
}
