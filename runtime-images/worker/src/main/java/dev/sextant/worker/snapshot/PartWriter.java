package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Writes a part as Parquet in canonical order, and hashes its logical content in that order. */
final class PartWriter {
  private static final int ROW_GROUP = 122_880;
  private static final int HASH_BYTES = 16;

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
        "COPY (SELECT %s FROM %s WHERE %s ORDER BY %s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
            .formatted(
                columns, RowTable.NAME, condition, order(), Sql.text(file.toString()), ROW_GROUP));
    return file;
  }

  /** The content hash of the rows for which a condition holds; see {@link RowHash}. */
  String contentHash(String condition) throws SQLException {
    MessageDigest sha256 = RowHash.sha256();
    byte[] hash = new byte[HASH_BYTES];
    session.forEach(
        "SELECT %s FROM %s WHERE %s ORDER BY %s"
            .formatted(RowTable.HASH, RowTable.NAME, condition, order()),
        row -> {
          fill(hash, (BigInteger) row.getObject(1));
          sha256.update(hash);
        });
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The content hash of no rows. */
  static String emptyHash() {
    return HexFormat.of().formatHex(RowHash.sha256().digest());
  }

  /** The two's complement of a number in a fixed number of bytes. */
  private static void fill(byte[] target, BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte sign = (byte) (number.signum() < 0 ? -1 : 0);
    java.util.Arrays.fill(target, sign);
    System.arraycopy(bytes, 0, target, target.length - bytes.length, bytes.length);
  }

  /** Canonical order: prediction time, then RowId, then content. */
  private String order() {
    StringBuilder order = new StringBuilder();
    if (declaration.axis() != null) {
      order.append(Parts.axis(declaration)).append(" NULLS LAST, ");
    }
    declaration
        .withRole(Role.RowId)
        .ifPresent(id -> order.append(Sql.name(id.name())).append(" NULLS LAST, "));
    return order.append(RowTable.HASH).toString();
  }
}
