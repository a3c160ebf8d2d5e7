package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
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
 * <p>It is the first 16 bytes of the SHA-256 over two parts. First the columns that are not text,
 * in column order: a byte 0 for a missing value; 1 and the eight bytes of the IEEE 754 double (big
 * endian, -0 as 0) for a number; 2 and the eight bytes of a whole number; 4 and the microseconds
 * since 1970 in eight bytes for an instant; 5 or 6 for false or true. Then the text columns, in
 * column order: a hyphen for a missing value, or the length of the UTF-8 text in decimal digits, a
 * colon and the text. The content hash of a part is the SHA-256 over the hashes of its rows in
 * canonical order. This must never change: every digest depends on it.
 */
final class RowHash {
  private static final String FUNCTION = "sextant_row_hash";
  private static final int BYTES = 16;

  private final List<SnapshotColumn> plain;
  private final List<SnapshotColumn> texts;

  RowHash(List<SnapshotColumn> columns) {
    this.plain = columns.stream().filter(c -> c.type() != ColumnType.String).toList();
    this.texts = columns.stream().filter(c -> c.type() == ColumnType.String).toList();
  }

  /** Registers the function; the SQL that calls it. */
  String register(DuckSession session) throws SQLException {
    List<String> arguments = new ArrayList<>();
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(FUNCTION);
      for (SnapshotColumn column : plain) {
        builder.withParameter(CelFunctions.parameterType(column.type()));
        arguments.add(CelFunctions.argument(column.name(), column.type()));
      }
      for (SnapshotColumn column : texts) {
        builder.withParameter(DuckDBColumnType.BIGINT);
        arguments.add("strlen(" + Sql.name(column.name()) + ")");
      }
      // Texts go as one, because handing over a text costs more than anything else here.
      builder.withParameter(DuckDBColumnType.VARCHAR);
      arguments.add(textsSql());
      builder
          .withReturnType(DuckDBColumnType.HUGEINT)
          .withVectorizedFunction(this::hash)
          .register(session.connection());
    }
    return FUNCTION + "(" + String.join(", ", arguments) + ")";
  }

  /** All texts in one; a missing one is skipped. */
  private String textsSql() {
    return texts.isEmpty()
        ? "''"
        : texts.stream()
            .map(column -> Sql.name(column.name()))
            .collect(Collectors.joining(", ", "concat(", ")"));
  }

  private void hash(DuckDBDataChunkReader rows, DuckDBWritableVector out) {
    DuckDBReadableVector[] vectors = new DuckDBReadableVector[plain.size()];
    Arrays.setAll(vectors, rows::vector);
    DuckDBReadableVector[] lengths = new DuckDBReadableVector[texts.size()];
    Arrays.setAll(lengths, i -> rows.vector(plain.size() + i));
    DuckDBReadableVector text = rows.vector(plain.size() + texts.size());
    ColumnType[] types = plain.stream().map(SnapshotColumn::type).toArray(ColumnType[]::new);
    RowBytes bytes = new RowBytes();
    long count = rows.rowCount();
    for (long row = 0; row < count; row++) {
      for (int i = 0; i < vectors.length; i++) {
        append(bytes, types[i], vectors[i], row);
      }
      append(bytes, lengths, text, row);
      out.setHugeInt(row, bytes.hash());
    }
  }

  private static void append(
      RowBytes bytes, DuckDBReadableVector[] lengths, DuckDBReadableVector text, long row) {
    byte[] all = text.getString(row).getBytes(StandardCharsets.UTF_8);
    int from = 0;
    for (DuckDBReadableVector lengthOf : lengths) {
      if (lengthOf.isNull(row)) {
        bytes.put('-');
      } else {
        int length = (int) lengthOf.getLong(row);
        bytes.putText(all, from, length);
        from += length;
      }
    }
  }

  private static void append(
      RowBytes bytes, ColumnType type, DuckDBReadableVector vector, long row) {
    if (vector.isNull(row)) {
      bytes.put(0);
      return;
    }
    switch (type) {
      // Adding zero turns the negative zero into the positive one.
      case Double -> bytes.put(1, Double.doubleToLongBits(vector.getDouble(row) + 0.0));
      case Integer -> bytes.put(2, (long) vector.getDouble(row));
      case Timestamp -> bytes.put(4, vector.getLong(row));
      case Boolean -> bytes.put(vector.getBoolean(row) ? 6 : 5);
      case String -> throw new IllegalStateException("texts are hashed apart");
    }
  }

  /** The bytes of one row after the other, in an array that grows with the longest. */
  private static final class RowBytes {
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MOST_DIGITS = 10;

    private final MessageDigest sha256 = sha256();
    private final byte[] digest = new byte[32];
    private byte[] bytes = new byte[256];
    private int size;

    void put(int one) {
      reserve(1);
      bytes[size++] = (byte) one;
    }

    void put(int kind, long value) {
      reserve(1 + Long.BYTES);
      bytes[size] = (byte) kind;
      LONG.set(bytes, size + 1, value);
      size += 1 + Long.BYTES;
    }

    /** The length in decimal digits, a colon, the text. */
    void putText(byte[] from, int at, int length) {
      reserve(MOST_DIGITS + 1 + length);
      int digits = 1;
      for (int rest = length / 10; rest > 0; rest /= 10) {
        digits++;
      }
      int rest = length;
      for (int i = size + digits - 1; i >= size; i--) {
        bytes[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      size += digits;
      bytes[size++] = ':';
      System.arraycopy(from, at, bytes, size, length);
      size += length;
    }

    private void reserve(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
      }
    }

    /** The hash of what was put since the last one. */
    BigInteger hash() {
      sha256.update(bytes, 0, size);
      size = 0;
      try {
        sha256.digest(digest, 0, digest.length);
      } catch (DigestException e) {
        throw new IllegalStateException("a SHA-256 has 32 bytes", e);
      }
      return new BigInteger(digest, 0, BYTES);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
