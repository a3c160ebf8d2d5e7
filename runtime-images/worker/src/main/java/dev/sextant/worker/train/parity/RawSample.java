package dev.sextant.worker.train.parity;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.features.Timestamps;
import dev.sextant.protocol.Datatype;
import dev.sextant.protocol.InferRequest;
import dev.sextant.protocol.Tensor;
import dev.sextant.protocol.Values;
import dev.sextant.worker.train.table.RawReader;
import dev.sextant.worker.train.table.RawRow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Raw rows of the test part, as a caller would send them. */
public final class RawSample {
  private final List<SnapshotColumn> columns;

  /** One array a column: double[] for numbers, byte[] for truth values, String[] otherwise. */
  private final List<Object> values;

  /** The place of each row in the test part. */
  private final int[] rows;

  private RawSample(List<SnapshotColumn> columns, List<Object> values, int[] rows) {
    this.columns = columns;
    this.values = values;
    this.rows = rows;
  }

  /** Room for rows; they are filled in by {@link #fill}. */
  static RawSample empty(List<SnapshotColumn> columns, int[] rows) {
    return new RawSample(List.copyOf(columns), arrays(columns, rows.length), rows);
  }

  /**
   * Takes every k-th row, evenly spread over the part.
   *
   * @param columns the columns of the signature
   * @param testRows how many rows the part has
   * @param atMost how many rows are taken at most
   */
  public static RawSample read(
      RawReader reader, List<SnapshotColumn> columns, int testRows, int atMost)
      throws SQLException {
    int stride = Math.max(1, Math.ceilDiv(testRows, atMost));
    int[] rows = IntStream.range(0, testRows).filter(row -> row % stride == 0).toArray();
    RawSample sample = empty(columns, rows);
    reader.forEach(
        SplitName.test,
        columns,
        (index, row) -> {
          if (index % stride == 0) {
            sample.fill(index / stride, row);
          }
        });
    return sample;
  }

  private static List<Object> arrays(List<SnapshotColumn> columns, int rows) {
    var values = new ArrayList<Object>();
    for (SnapshotColumn column : columns) {
      values.add(
          switch (column.type()) {
            case Double, Integer -> new double[rows];
            case Boolean -> new byte[rows];
            case String, Timestamp -> new @Nullable String[rows];
          });
    }
    return values;
  }

  void fill(int place, RawRow row) {
    for (int i = 0; i < columns.size(); i++) {
      switch (values.get(i)) {
        case double[] numbers -> numbers[place] = row.number(i);
        case byte[] truths -> {
          Boolean truth = row.truth(i);
          truths[place] = truth == null ? Values.Truths.MISSING : (byte) (truth ? 1 : 0);
        }
        case String[] texts ->
            texts[place] =
                columns.get(i).type() == ColumnType.Timestamp
                    ? instant(row.timestamp(i))
                    : row.text(i);
        case Object other -> throw new IllegalStateException(other.getClass().toString());
      }
    }
  }

  private static @Nullable String instant(long micros) {
    return micros == Timestamps.MISSING
        ? null
        : Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L)
            .toString();
  }

  /** How many rows it has. */
  public int size() {
    return rows.length;
  }

  /** The place of a row in the test part. */
  public int rowInPart(int place) {
    return rows[place];
  }

  /** Whether a row lacks any value. */
  public boolean hasMissing(int place) {
    return values.stream().anyMatch(column -> isMissing(column, place));
  }

  private static boolean isMissing(Object column, int place) {
    return switch (column) {
      case double[] numbers -> Double.isNaN(numbers[place]);
      case byte[] truths -> truths[place] == Values.Truths.MISSING;
      case String[] texts -> texts[place] == null;
      case Object other -> throw new IllegalStateException(other.getClass().toString());
    };
  }

  /** The request that sends the given rows. */
  public InferRequest request(int... places) {
    var tensors = new ArrayList<Tensor>();
    for (int i = 0; i < columns.size(); i++) {
      tensors.add(tensor(columns.get(i), values.get(i), places));
    }
    return InferRequest.of(tensors);
  }

  private static Tensor tensor(SnapshotColumn column, Object values, int[] places) {
    return switch (values) {
      case double[] numbers ->
          Tensor.fp64(column.name(), Arrays.stream(places).mapToDouble(p -> numbers[p]).toArray());
      case byte[] truths -> {
        var chosen = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
          chosen[i] = truths[places[i]];
        }
        yield new Tensor(
            column.name(), Datatype.BOOL, List.of((long) places.length), new Values.Truths(chosen));
      }
      case String[] texts -> {
        var chosen = new @Nullable String[places.length];
        for (int i = 0; i < places.length; i++) {
          chosen[i] = texts[places[i]];
        }
        yield new Tensor(
            column.name(), Datatype.BYTES, List.of((long) places.length), new Values.Texts(chosen));
      }
      case Object other -> throw new IllegalStateException(other.getClass().toString());
    };
  }

  /** One row in words, for people who look for a difference. */
  public String describe(int place) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      Object value =
          switch (values.get(i)) {
            case double[] numbers -> numbers[place];
            case byte[] truths -> truths[place] == 1;
            case String[] texts -> String.valueOf(texts[place]);
            case Object other -> throw new IllegalStateException(other.getClass().toString());
          };
      parts.add(
          columns.get(i).name() + "=" + (isMissing(values.get(i), place) ? "missing" : value));
    }
    return String.join(", ", parts);
  }
}
