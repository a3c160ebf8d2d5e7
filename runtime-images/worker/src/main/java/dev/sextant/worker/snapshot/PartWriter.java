package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a part as Parquet in canonical order, and hashes its logical content in that order. */
final class PartWriter {
  /**
   * How Parquet is written. Readers take whole columns, so that bloom filters are of no use to
   * them, and a dictionary of values of which nearly every one is another is built in vain. Harder
   * compression makes files hardly smaller.
   */
  private static final String FORMAT =
      "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880,"
          + " DICTIONARY_SIZE_LIMIT 10000, WRITE_BLOOM_FILTER false";

  private static final int HASH_BYTES = 16;
  private static final int HASHES_AT_ONCE = 4_096;

  private static final String LOW_HALF = "18446744073709551615::HUGEINT";

  /** What is taken from the low half, so that it fits a signed number; flips its highest bit. */
  private static final String HALF_OF_LOW = "9223372036854775808::HUGEINT";

  private final DuckSession session;
  private final Declaration declaration;
  private final Path directory;

  PartWriter(DuckSession session, Declaration declaration, Path directory) {
    this.session = session;
    this.declaration = declaration;
    this.directory = directory;
  }

  /** Writes the rows for which a condition holds; the file. */
  Path write(SplitName part, String condition) throws SQLException {
    Path file = directory.resolve(part + ".parquet");
    String columns =
        declaration.snapshotColumns().stream()
            .map(column ->
                column.type() == ColumnType.Integer
                    ? "%1$s::BIGINT AS %1$s".formatted(Sql.name(column.name()))
                    : Sql.name(column.name()))
            .collect(Collectors.joining(", "));
    session.execute(
        "COPY (SELECT %s FROM %s WHERE %s ORDER BY %s) TO %s (%s)"
            .formatted(
                columns, RowTable.NAME, condition, order(), Sql.text(file.toString()), FORMAT));
    return file;
  }

  /** The content hash of the rows for which a condition holds; see {@link RowHash}. */
  String contentHash(String condition) throws SQLException {
    MessageDigest sha256 = RowHash.sha256();
    ByteBuffer hashes = ByteBuffer.allocate(HASH_BYTES * HASHES_AT_ONCE);
    // Halves are handed over as plain numbers: a large one would be several objects a row.
    session.forEach(
        "SELECT (%1$s >> 64)::BIGINT, ((%1$s & %2$s) - %3$s)::BIGINT FROM %4$s WHERE %5$s ORDER BY %6$s"
            .formatted(RowTable.HASH, LOW_HALF, HALF_OF_LOW, RowTable.NAME, condition, order()),
        row -> {
          hashes.putLong(row.getLong(1)).putLong(row.getLong(2) ^ Long.MIN_VALUE);
          if (!hashes.hasRemaining()) {
            sha256.update(hashes.flip());
            hashes.clear();
          }
        });
    sha256.update(hashes.flip());
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The content hash of no rows. */
  static String emptyHash() {
    return HexFormat.of().formatHex(RowHash.sha256().digest());
  }

  /**
   * Canonical order: prediction time, then RowId, then content, which is left out where it cannot
   * decide because no two rows have the same RowId.
   */
  private String order() {
    List<String> order = new ArrayList<>();
    if (declaration.axis() != null) {
      order.add(Parts.axis(declaration) + " NULLS LAST");
    }
    declaration
        .withRole(Role.RowId)
        .ifPresent(id -> order.add(Sql.name(id.name()) + " NULLS LAST"));
    if (!declaration.identifiesRows()) {
      order.add(RowTable.HASH);
    }
    return String.join(", ", order);
  }
}
