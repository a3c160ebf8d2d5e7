package dev.sextant.worker.snapshot;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the kept rows into checked and stored parts. */
final class SnapshotParts {
  private final DuckSession session;
  private final Declaration declaration;
  private final WorkerContext context;
  private final Checks checks;
  private final RowTable table;
  private long outside;
  private @Nullable FileRef profile;

  SnapshotParts(
      DuckSession session,
      Declaration declaration,
      WorkerContext context,
      Checks checks,
      RowTable table) {
    this.session = session;
    this.declaration = declaration;
    this.context = context;
    this.checks = checks;
    this.table = table;
  }

  /** Checks everything, and only then writes and stores. */
  Map<SplitName, SplitData> make() throws IOException, SQLException {
    computable();
    UnitChecks units = new UnitChecks(session, declaration, checks);
    units.duplicates();
    long rows = table.rows();
    checks.findings().odd(table.odd("true"));
    checks.findings().report(declaration.columns(), declaration.job().timeZone(), checks);
    new DataChecks(session, declaration, checks).check(rows);
    context.phase("Split", 58);
    Parts parts = Parts.of(session, declaration);
    Map<SplitName, Parts.Extent> extents = parts.extents(session, declaration);
    units.groups(parts);
    units.emptyParts(parts, extents);
    checks.refuseIfFailed();
    Map<SplitName, SplitData> result = new EnumMap<>(SplitName.class);
    outside = rows;
    for (SplitName name : SplitName.values()) {
      Parts.Extent extent = extents.getOrDefault(name, new Parts.Extent(0, null, null));
      int percent = 60 + (int) (32 * (rows - outside) / rows);
      result.put(name, write(name, parts.conditions().get(name), extent, percent));
      outside -= extent.rows();
    }
    return result;
  }

  /** Rows that no part took. */
  long outside() {
    return outside;
  }

  /** The stored profile of train. */
  FileRef profile() {
    if (profile == null) {
      throw new IllegalStateException("a snapshot without rows to train on was not refused");
    }
    return profile;
  }

  private SplitData write(
      SplitName name, @Nullable String condition, Parts.Extent extent, int percent)
      throws IOException, SQLException {
    if (condition == null || extent.rows() == 0) {
      return new SplitData(0, PartWriter.emptyHash(), null, null, List.of());
    }
    context.phase("Write", percent);
    PartWriter writer = new PartWriter(session, declaration, context.scratch());
    Path file = writer.write(name, condition);
    context.phase("Digest", percent);
    String contentHash = writer.contentHash(condition);
    if (name == SplitName.train) {
      context.phase("Profile", percent);
      storeProfile(file, extent.rows(), condition);
    }
    context.phase("Store", percent);
    FileRef stored = context.artifacts().put(name + ".parquet", file);
    Files.delete(file);
    return new SplitData(
        extent.rows(), contentHash, extent.from(), extent.until(), List.of(stored));
  }

  private void storeProfile(Path train, long rows, String condition)
      throws IOException, SQLException {
    String from = "(SELECT * FROM %s WHERE %s)".formatted(RowTable.NAME, condition);
    Profiler profiler = new Profiler(session, declaration.snapshotColumns(), train, from);
    Path file = context.scratch().resolve("profile.json");
    Files.writeString(file, Json.write(profiler.profile(rows, table.odd(condition))));
    profile = context.artifacts().put("profile.json", file);
  }

  /** Says how often a feature could not be computed; the rows stay, the value is missing. */
  private void computable() {
    for (int i = 0; i < declaration.job().features().size(); i++) {
      String name = declaration.job().features().get(i).name();
      long failed = table.failed(i);
      checks.passed(
          "computed(" + name + ")",
          Long.toString(failed),
          "",
          "%s could not be computed for %d rows and is missing there".formatted(name, failed));
    }
  }
}
