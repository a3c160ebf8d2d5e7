package dev.sextant.worker.train.parity;

import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.train.table.RawReader;
import dev.sextant.worker.train.table.RawRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** Hands over the whole test part, some rows at a time, so that it need not fit into memory. */
final class RawBatches {
  private final List<SnapshotColumn> columns;
  private final int testRows;
  private final int atOnce;
  private final Consumer consumer;
  private RawSample next;

  private RawBatches(List<SnapshotColumn> columns, int testRows, int atOnce, Consumer consumer) {
    this.columns = columns;
    this.testRows = testRows;
    this.atOnce = atOnce;
    this.consumer = consumer;
    this.next = from(0);
  }

  /** Takes some rows that follow one another. */
  @FunctionalInterface
  interface Consumer {
    void accept(RawSample batch) throws IOException, InterruptedException;
  }

  /**
   * Hands over every row of the part, in its order.
   *
   * @param columns the columns of the signature
   * @param testRows how many rows the part has
   * @param atOnce how many rows are handed over at once
   */
  static void forEach(
      RawReader reader, List<SnapshotColumn> columns, int testRows, int atOnce, Consumer consumer)
      throws SQLException, IOException, InterruptedException {
    var batches = new RawBatches(columns, testRows, atOnce, consumer);
    try {
      reader.forEach(SplitName.test, columns, batches::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedBatchException e) {
      throw e.interruption;
    }
  }

  private RawSample from(int row) {
    return RawSample.empty(
        columns, IntStream.range(row, Math.min(row + atOnce, testRows)).toArray());
  }

  private void add(int index, RawRow row) {
    int place = index - next.rowInPart(0);
    next.fill(place, row);
    if (place + 1 == next.size()) {
      handOver();
      if (index + 1 < testRows) {
        next = from(index + 1);
      }
    }
  }

  private void handOver() {
    try {
      consumer.accept(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new InterruptedBatchException(e);
    }
  }

  /** Carries an interruption through a reader that knows of none. */
  private static final class InterruptedBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient InterruptedException interruption;

    InterruptedBatchException(InterruptedException interruption) {
      super(interruption);
      this.interruption = interruption;
    }
  }
}
