package dev.sextant.worker.snapshot;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.MemoryBudget;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Job;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Materialises a Dataset: reads, prepares, checks, splits, writes and publishes a snapshot. */
public final class SnapshotWork implements Job<SnapshotJob> {

  @Override
  public JobOutcome run(SnapshotJob job, WorkerContext context) throws IOException, SQLException {
    Checks checks = new Checks(job.inputHash());
    Declaration declaration = DeclarationChecks.check(job, checks);
    context.phase("Fetch", 1);
    List<Artifacts.Source> sources = sources(job, context.artifacts(), checks);
    String input = inputKey(job, sources);
    Optional<JobResult.Snapshot> known = new Publisher(context).find(job, input);
    if (known.isPresent()) {
      return succeeded(known.get());
    }
    Path database = context.scratch().resolve("rows.duckdb");
    if (job.prepareSql() != null) {
      prepare(job.prepareSql(), declaration, sources, database, context, checks);
    }
    try (DuckSession session = open(database, job, job.threads(), context)) {
      return succeeded(materialise(session, declaration, sources, input, context, checks));
    }
  }

  /** Hash of the declaration and of the files with their tags: what a snapshot is found by. */
  static String inputKey(SnapshotJob job, List<Artifacts.Source> sources) {
    List<String> files =
        sources.stream().map(source -> source.uri() + " " + source.etag()).toList();
    return Json.sha256(Map.of("format", 1, "input", job.inputHash(), "files", files));
  }

  private static List<Artifacts.Source> sources(SnapshotJob job, Artifacts artifacts, Checks checks)
      throws IOException {
    TreeSet<Artifacts.Source> sources = new TreeSet<>(Comparator.comparing(Artifacts.Source::uri));
    for (int i = 0; i < job.source().uris().size(); i++) {
      String uri = job.source().uris().get(i);
      List<Artifacts.Source> found = artifacts.list(uri);
      if (found.isEmpty()) {
        String message =
            "source.files.uris[%d]: there is no file %s; check bucket and key, or put it there"
                .formatted(i, uri);
        checks.failed(Reason.EmptySource, "source", message);
      }
      sources.addAll(found);
    }
    checks.refuseIfFailed();
    return List.copyOf(sources);
  }

  private static DuckSession open(
      Path database, SnapshotJob job, int threads, WorkerContext context) throws SQLException {
    MemoryBudget memory = MemoryBudget.of(job.memoryBytes(), Runtime.getRuntime().maxMemory());
    DuckSession session = DuckSession.open(database, context, memory, threads, job.timeZone());
    // What is read a few times and then thrown away is not worth being packed: choosing how to pack
    // it costs more than all that is read of it later.
    session.execute("SET force_compression = 'uncompressed'");
    return session;
  }

  /** Loads all columns, and runs {@code prepare.sql} over them in an instance that is locked. */
  private static void prepare(
      String sql,
      Declaration declaration,
      List<Artifacts.Source> sources,
      Path database,
      WorkerContext context,
      Checks checks)
      throws IOException, SQLException {
    SnapshotJob job = declaration.job();
    try (DuckSession session = open(database, job, job.threads(), context)) {
      LoadedRows loaded = new LoadedRows(session, declaration, checks);
      new SourceReader(session, declaration, context, checks, loaded).read(sources);
      if (!loaded.publish()) {
        checks.failed(Reason.EmptySource, "source", noRows(sources));
        checks.refuseIfFailed();
      }
    }
    context.phase("Prepare", 40);
    // One thread: in which order several add up decides the last bits of a sum, and which value is
    // the first. The digest would change though the rows did not.
    try (DuckSession session = open(database, job, 1, context)) {
      session.lock();
      new Sandbox(session, checks).run(sql);
    }
  }

  private static JobResult.Snapshot materialise(
      DuckSession session,
      Declaration declaration,
      List<Artifacts.Source> sources,
      String input,
      WorkerContext context,
      Checks checks)
      throws IOException, SQLException {
    RowTable table = RowTable.create(session, declaration);
    KeptRows kept = new KeptRows(session, declaration, table, checks);
    if (declaration.job().prepareSql() == null) {
      new SourceReader(session, declaration, context, checks, kept).read(sources);
    } else {
      new Sandbox(session, checks).handOver(kept, declaration);
    }
    long rows = table.rows();
    if (rows == 0) {
      String message = nothingLeft(declaration, table, sources);
      checks.failed(Reason.EmptySource, "source", message);
      checks.refuseIfFailed();
    }
    context.phase("Check", 50);
    SnapshotParts snapshot = new SnapshotParts(session, declaration, context, checks, table);
    Map<SplitName, SplitData> parts = snapshot.make();
    return new Publisher(context)
        .publish(
            declaration, sources, input, parts, snapshot.outside(), snapshot.profile(), checks);
  }

  private static String nothingLeft(
      Declaration declaration, RowTable table, List<Artifacts.Source> sources) throws SQLException {
    if (table.leftOut() > 0) {
      return "rows.keepWhen: leaves out all %d rows; correct it".formatted(table.leftOut());
    }
    return declaration.job().prepareSql() == null
        ? noRows(sources)
        : "prepare.sql: gives no row; correct it, or put rows into the source";
  }

  private static String noRows(List<Artifacts.Source> sources) {
    String files =
        sources.stream().limit(3).map(Artifacts.Source::uri).collect(Collectors.joining(", "));
    return "source.files: %s%s: no row in %s; put rows into it"
        .formatted(
            files,
            sources.size() > 3 ? ", ..." : "",
            sources.size() == 1 ? "the file but the header" : "any of the files");
  }

  private static JobOutcome succeeded(JobResult.Snapshot snapshot) {
    long rows = snapshot.rows().values().stream().mapToLong(Long::longValue).sum();
    return new JobOutcome.Succeeded(
        "%s: %d rows in %d parts, %d outside%s"
            .formatted(
                snapshot.reused() ? "found" : "made",
                rows,
                snapshot.rows().values().stream().filter(count -> count > 0).count(),
                snapshot.outsideRows(),
                Findings.said(snapshot.checks())),
        snapshot.digest(),
        snapshot);
  }

  /** The newest of some instants. */
  static Optional<Instant> newest(List<SplitData> parts) {
    return parts.stream()
        .map(SplitData::until)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .max(Comparator.naturalOrder());
  }

  /** The sources as the manifest lists them. */
  static List<SnapshotManifest.SourceFile> listed(List<Artifacts.Source> sources) {
    List<SnapshotManifest.SourceFile> files = new ArrayList<>();
    for (Artifacts.Source source : sources) {
      files.add(new SnapshotManifest.SourceFile(source.uri(), source.etag(), source.bytes()));
    }
    return List.copyOf(files);
  }
}
