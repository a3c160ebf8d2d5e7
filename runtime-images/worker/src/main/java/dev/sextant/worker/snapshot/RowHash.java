package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.worker.duck.DuckSession;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/**
 * The hash of a row's logical content, whatever file, encoding or order it came from.
 *
 * <p>It is the first 16 bytes of the SHA-256 over the values in column order: a byte 0 for a
 * missing value; 1 and the eight bytes of the IEEE 754 double (big endian, -0 as 0) for a number; 2
 * and the eight bytes of a whole number; 3, the length of the UTF-8 text in four bytes and the
 * text; 4 and the microseconds since 1970 in eight bytes for an instant; 5 or 6 for false or true.
 * The content hash of a part is the SHA-256 over the hashes of its rows in canonical order. This
 * must never change: every digest depends on it.
 */
final class RowHash {
  private static final String FUNCTION = "sextant_row_hash";
  private static final int BYTES = 16;

  private final List<SnapshotColumn> columns;

  RowHash(List<SnapshotColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Registers the function; the SQL that calls it. */
  String register(DuckSession session) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(FUNCTION);
      for (SnapshotColumn column : columns) {
        builder.withParameter(CelFunctions.parameterType(column.type()));
      }
      builder
          .withReturnType(DuckDBColumnType.HUGEINT)
          .withVectorizedFunction(this::hash)
          .register(session.connection());
    }
    return columns.stream()
        .map(column -> CelFunctions.argument(column.name(), column.type()))
        .collect(Collectors.joining(", ", FUNCTION + "(", ")"));
  }

  private void hash(DuckDBDataChunkReader rows, DuckDBWritableVector out) {
    MessageDigest sha256 = sha256();
    DuckDBReadableVector[] vectors = new DuckDBReadableVector[columns.size()];
    Arrays.setAll(vectors, rows::vector);
    Encoder encoder = new Encoder();
    for (long row = 0; row < rows.rowCount(); row++) {
      encoder.clear();
      for (int i = 0; i < vectors.length; i++) {
        encoder.append(columns.get(i).type(), vectors[i], row);
      }
      sha256.update(encoder.bytes.array(), 0, encoder.bytes.position());
      out.setHugeInt(row, new BigInteger(sha256.digest(), 0, BYTES));
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The bytes of one row. */
  private static final class Encoder {
    private ByteBuffer bytes = ByteBuffer.allocate(1024);

    void clear() {
      bytes.clear();
    }

    void append(ColumnType type, DuckDBReadableVector vector, long row) {
      if (vector.isNull(row)) {
        room(1).put((byte) 0);
        return;
      }
      switch (type) {
        // Adding zero turns the negative zero into the positive one.
        case Double -> room(9).put((byte) 1).putDouble(vector.getDouble(row) + 0.0);
        case Integer -> room(9).put((byte) 2).putLong((long) vector.getDouble(row));
        case String -> text(vector.getString(row).getBytes(StandardCharsets.UTF_8));
        case Timestamp -> room(9).put((byte) 4).putLong(vector.getLong(row));
        case Boolean -> room(1).put((byte) (vector.getBoolean(row) ? 6 : 5));
      }
    }

    private void text(byte[] utf8) {
      room(5 + utf8.length).put((byte) 3).putInt(utf8.length).put(utf8);
    }

    private ByteBuffer room(int more) {
      if (bytes.remaining() < more) {
        int size = Math.max(bytes.capacity() * 2, bytes.position() + more);
        bytes = ByteBuffer.allocate(size).put(bytes.flip());
      }
      return bytes;
    }
  }
}
