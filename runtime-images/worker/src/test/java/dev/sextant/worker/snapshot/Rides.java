package dev.sextant.worker.snapshot;

import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.DirectoryArtifacts;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small Dataset of rides, to be varied by tests. */
final class Rides {
  static final Split BOUNDARIES =
      new Split.Boundaries(
          null,
          Instant.parse("2026-01-05T00:00:00Z"),
          null,
          Instant.parse("2026-01-08T00:00:00Z"),
          null,
          Duration.ZERO,
          Duration.ZERO);

  private final Path directory;
  private final DirectoryArtifacts store;
  private List<Column> columns =
      List.of(
          Column.of("id", ColumnType.String, Role.RowId),
          Column.of("pickup", ColumnType.Timestamp, Role.Time),
          Column.of("distance", ColumnType.Double, Role.Feature),
          Column.of("passengers", ColumnType.Integer, Role.Feature),
          Column.of("zone", ColumnType.String, Role.Feature),
          Column.of("fare", ColumnType.Double, Role.Label));
  private List<FeatureExpression> features = List.of();
  private Split split = BOUNDARIES;
  private DuplicatePolicy duplicates = DuplicatePolicy.Fail;
  private @Nullable String prepareSql;
  private @Nullable String keepWhen;
  private @Nullable String predictionTime = "pickup";
  private String timeZone = "UTC";
  private FileSource.Format format = FileSource.Format.CSV;
  private FileSource.@Nullable Csv csv;
  private List<String> uris = List.of("s3://lake/*.csv");
  private int threads = 2;

  Rides(Path directory) {
    this.directory = directory;
    this.store = new DirectoryArtifacts(directory.resolve("store"));
  }

  DirectoryArtifacts store() {
    return store;
  }

  static final String HEADER = "id,pickup,distance,passengers,zone,fare\n";

  /** Ten rides, one a day from the first of January 2026. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      lines.add(
          "r%d,2026-01-%02dT12:00:00Z,%d.5,%d,zone %d,%d.25"
              .formatted(i, i, i, i % 3, i % 2, i * 3));
    }
    return lines;
  }

  Rides file(String name, String text) throws IOException {
    store.source(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Rides file(String name, byte[] bytes) throws IOException {
    store.source(name, bytes);
    return this;
  }

  Rides usual() throws IOException {
    return file("rides.csv", HEADER + String.join("\n", lines()) + "\n");
  }

  Rides columns(Column... declared) {
    columns = List.of(declared);
    return this;
  }

  /** Replaces the column of the same name, or adds one. */
  Rides column(Column column) {
    List<Column> changed = new ArrayList<>(columns);
    int position = -1;
    for (int i = 0; i < changed.size(); i++) {
      position = changed.get(i).name().equals(column.name()) ? i : position;
    }
    if (position < 0) {
      changed.add(column);
    } else {
      changed.set(position, column);
    }
    columns = List.copyOf(changed);
    return this;
  }

  Rides feature(String name, String cel) {
    List<FeatureExpression> more = new ArrayList<>(features);
    more.add(new FeatureExpression(name, cel));
    features = List.copyOf(more);
    return this;
  }

  Rides split(Split other) {
    split = other;
    return this;
  }

  Rides duplicates(DuplicatePolicy policy) {
    duplicates = policy;
    return this;
  }

  Rides prepare(String sql) {
    prepareSql = sql;
    return this;
  }

  Rides keepWhen(String cel) {
    keepWhen = cel;
    return this;
  }

  Rides predictionTime(@Nullable String column) {
    predictionTime = column;
    return this;
  }

  Rides timeZone(String zone) {
    timeZone = zone;
    return this;
  }

  Rides parquet() {
    format = FileSource.Format.Parquet;
    uris = List.of("s3://lake/*.parquet");
    return this;
  }

  Rides csv(FileSource.Csv dialect) {
    csv = dialect;
    return this;
  }

  Rides uris(String... others) {
    uris = List.of(others);
    return this;
  }

  Rides threads(int number) {
    threads = number;
    return this;
  }

  SnapshotJob job() {
    return new SnapshotJob(
        new StoreLocation("http://localhost", "", "store", "", true),
        new ObjectRef("demo", "rides", "u1"),
        "input",
        new FileSource(uris, format, csv),
        timeZone,
        prepareSql,
        keepWhen,
        predictionTime,
        columns,
        features,
        split,
        duplicates,
        threads,
        1L << 30,
        600);
  }

  /** Runs the job as it is declared by now. */
  JobOutcome run() throws Exception {
    return run(new Cancellation());
  }

  JobOutcome run(Cancellation cancellation) throws Exception {
    Path scratch = Files.createTempDirectory(directory, "scratch");
    Clock clock = Clock.systemUTC();
    WorkerContext context =
        new WorkerContext(
            store, update -> {}, clock, scratch, clock.instant().plusSeconds(300), cancellation);
    return new SnapshotWork().run(job(), context);
  }
}
