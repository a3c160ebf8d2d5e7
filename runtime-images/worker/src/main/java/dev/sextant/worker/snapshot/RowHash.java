package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  private String textsSql() {
    // One call puts all together and skips a missing text; what comes before each is short enough
    // for DuckDB to make it without allocating.
    return texts.isEmpty()
        ? "''"
        : texts.stream()
            .map(column -> Sql.name(column.name()))
            .map("coalesce(strlen(%1$s)::VARCHAR || ':', '-'), %1$s"::formatted)
            .collect(Collectors.joining(", ", "concat(", ")"));
  }

  private void hash(DuckDBDataChunkReader rows, DuckDBWritableVector out) {
    MessageDigest sha256 = sha256();
    DuckDBReadableVector[] vectors = new DuckDBReadableVector[plain.size()];
    Arrays.setAll(vectors, rows::vector);
    DuckDBReadableVector text = rows.vector(plain.size());
    ColumnType[] types = plain.stream().map(SnapshotColumn::type).toArray(ColumnType[]::new);
    ByteBuffer bytes = ByteBuffer.allocate(9 * vectors.length);
    long count = rows.rowCount();
    for (long row = 0; row < count; row++) {
      bytes.clear();
      for (int i = 0; i < vectors.length; i++) {
        append(bytes, types[i], vectors[i], row);
      }
      sha256.update(bytes.array(), 0, bytes.position());
      sha256.update(text.getString(row).getBytes(StandardCharsets.UTF_8));
      out.setHugeInt(row, new BigInteger(sha256.digest(), 0, BYTES));
    }
  }

  private static void append(
      ByteBuffer bytes, ColumnType type, DuckDBReadableVector vector, long row) {
    if (vector.isNull(row)) {
      bytes.put((byte) 0);
      return;
    }
    switch (type) {
      // Adding zero turns the negative zero into the positive one.
      case Double -> bytes.put((byte) 1).putDouble(vector.getDouble(row) + 0.0);
      case Integer -> bytes.put((byte) 2).putLong((long) vector.getDouble(row));
      case Timestamp -> bytes.put((byte) 4).putLong(vector.getLong(row));
      case Boolean -> bytes.put((byte) (vector.getBoolean(row) ? 6 : 5));
      case String -> throw new IllegalStateException("texts are hashed apart");
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
