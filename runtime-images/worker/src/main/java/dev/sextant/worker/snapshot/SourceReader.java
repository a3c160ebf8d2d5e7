package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.worker.duck.DuckSession;
import dev.sextant.worker.duck.Sql;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the files of a source into tables, one after the other, and says what is wrong in them.
 */
final class SourceReader {
  private final DuckSession session;
  private final Declaration declaration;
  private final WorkerContext context;
  private final Checks checks;
  private final RowSink sink;

  SourceReader(
      DuckSession session,
      Declaration declaration,
      WorkerContext context,
      Checks checks,
      RowSink sink) {
    this.session = session;
    this.declaration = declaration;
    this.context = context;
    this.checks = checks;
    this.sink = sink;
  }

  /** Reads all files; refuses at the first one that cannot be read. */
  void read(List<Artifacts.Source> sources) throws IOException, SQLException {
    long total = Math.max(1, sources.stream().mapToLong(Artifacts.Source::bytes).sum());
    long done = 0;
    for (int i = 0; i < sources.size(); i++) {
      Artifacts.Source source = sources.get(i);
      int percent = 2 + (int) (38 * done / total);
      context.phase("Fetch", percent);
      Path file = context.scratch().resolve("source-" + i);
      context.artifacts().download(source, file);
      context.phase("Read", percent);
      switch (declaration.job().source().format()) {
        case CSV -> readCsv(file, source.uri());
        case Parquet -> readParquet(file, source.uri());
      }
      checks.refuseIfFailed();
      // What has been read is in the database: the scratch space is for one file at a time.
      Files.delete(file);
      done += source.bytes();
    }
  }

  private void readCsv(Path path, String uri) throws IOException, SQLException {
    CsvFile file = CsvFile.of(path, uri, CsvFile.dialectOf(declaration.job().source()));
    switch (file.head()) {
      case CsvFile.Head.Broken broken ->
          checks.failed(broken.reason(), "readable(" + uri + ")", broken.message());
      case CsvFile.Head.Columns head -> readCsv(file, head);
    }
  }

  private void readCsv(CsvFile file, CsvFile.Head.Columns head) throws IOException, SQLException {
    List<String> header =
        file.dialect().header()
            ? head.values().stream().map(String::strip).toList()
            : declaration.columns().stream().map(Column::name).toList();
    CsvRelation relation = new CsvRelation(file, header, declaration.columns());
    relation.checkHeader(sink.needsDeclared(), checks);
    checks.refuseIfFailed();
    if (!head.more() && file.dialect().header()) {
      return;
    }
    try {
      sink.insert(relation.relation(sink.wantsAll()));
    } catch (SQLException e) {
      if (isMixedLineEnds(e) && !file.evened()) {
        readCsv(file.withEvenLineEnds(), head);
        return;
      }
      // Refused rows explain an error better than the error itself.
      rejected(relation, e);
      throw e;
    }
    relation.rejected().describe(session).ifPresent(m -> badRow(file.uri(), m));
    checks.refuseIfFailed();
    relation.notWhole(session, sink.table(), sink.newRows()).ifPresent(m -> badRow(file.uri(), m));
    checks.refuseIfFailed();
    countLocal(relation);
  }

  /** Whether a time stamp had a zone only its text tells, which is read again where it matters. */
  private void countLocal(CsvRelation relation) throws SQLException {
    LocalTimes times = new LocalTimes(declaration.job().timeZone());
    for (Column column : declaration.columns()) {
      if (column.type() != ColumnType.Timestamp || times.none() || !sink.has(column.name())) {
        continue;
      }
      String rows = "%s WHERE %s".formatted(sink.table(), sink.newRows());
      Optional<String> text = relation.textScan(column);
      if (text.isPresent()) {
        checks
            .findings()
            .local(
                column.name(),
                times.countTexts(session, text.get(), Sql.name(column.name()), rows));
      }
    }
  }

  /** What DuckDB's reader says in strict mode when lines of one file end differently. */
  private static boolean isMixedLineEnds(SQLException error) {
    return String.valueOf(error.getMessage()).contains("reached an invalid state");
  }

  private void rejected(CsvRelation relation, SQLException error) {
    try {
      relation.rejected().describe(session).ifPresent(m -> badRow(relation.file().uri(), m));
    } catch (SQLException e) {
      error.addSuppressed(e);
    }
    String message = String.valueOf(error.getMessage());
    if (message.contains("CSV Error") || message.startsWith("Invalid Input Error")) {
      badRow(
          relation.file().uri(),
          "%s: cannot be read as CSV: %s"
              .formatted(relation.file().uri(), RejectedRows.firstLine(message)));
    }
    checks.refuseIfFailed();
  }

  private void readParquet(Path path, String uri) throws SQLException {
    String from = "read_parquet(%s)".formatted(Sql.text(path.toString()));
    Map<String, String> types;
    try {
      types = describe(session, from);
    } catch (SQLException e) {
      badRow(uri, "%s: is not a Parquet file; check source.files.format".formatted(uri));
      return;
    }
    Relation relation = new Relation(uri, from, types);
    sink.insert(relation);
    notWhole(uri);
  }

  private void notWhole(String what) throws SQLException {
    for (Column column : declaration.columns()) {
      if (column.type() == ColumnType.Integer && sink.has(column.name())) {
        String name = Sql.name(column.name());
        List<String> found =
            session.query(
                "SELECT %s::VARCHAR FROM %s WHERE %s AND %s LIMIT 1"
                    .formatted(name, sink.table(), sink.newRows(), RowTable.notWhole(name)),
                row -> row.getString(1));
        if (!found.isEmpty()) {
          String problem = RejectedRows.notA(found.getFirst(), ColumnType.Integer);
          badRow(what, "%s, column %s: %s; correct it".formatted(what, column.name(), problem));
        }
      }
    }
  }

  private void badRow(String what, String message) {
    checks.failed(Reason.BadRow, "readable(" + what + ")", message);
  }

  /** The columns of something that can be selected from, in order. */
  static Map<String, String> describe(DuckSession session, String from) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    session.forEach(
        "DESCRIBE SELECT * FROM " + from, row -> types.put(row.getString(1), row.getString(2)));
    return types;
  }
}
