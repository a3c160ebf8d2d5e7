package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Baseline;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real rides, where they are present: the model beats what a person would write down. */
final class TaxiRidesTest {
  private static final Map<SplitName, String> PARTS =
      Map.of(
          SplitName.train, "pickup < '2019-03-21'",
          SplitName.validation, "pickup >= '2019-03-21' AND pickup < '2019-03-25'",
          SplitName.test, "pickup >= '2019-03-25'");

  @TempDir private Path directory;

  /** Data lies beside the repository, never in it. */
  private static Optional<Path> rides() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(ancestor -> ancestor.resolve("shared/data/taxis.csv"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  @Test
  void theModelBeatsZeroRuleAndHeuristicOnLaterRides() throws Exception {
    Optional<Path> csv = rides();
    assumeThat(csv).isPresent();
    var artifacts = new MemoryArtifacts();
    RideSnapshot.Stored snapshot = store(csv.orElseThrow(), artifacts);
    var job =
        new TrainJob(
            new StoreLocation("http://localhost", "us-east-1", "bucket", "", true),
            new ObjectRef("space", "run", "uid"),
            "taxis",
            snapshot.uri(),
            snapshot.digest(),
            new Target.Regression(),
            List.of(),
            new Trainer.XGBoost(300, 20, Map.of("eta", "0.1", "max_depth", "6")),
            7,
            1,
            List.of(new Baseline.ZeroRule(), new Baseline.Heuristic("2.5 + 2.2 * distance")),
            new TrainJob.Bootstrap(500, 0.95),
            4L << 30,
            300);
    var context =
        new WorkerContext(
            artifacts,
            update -> {},
            Clock.systemUTC(),
            Files.createDirectory(directory.resolve("scratch")),
            Instant.now().plusSeconds(300),
            new Cancellation());

    var outcome = (JobOutcome.Succeeded) new TrainingJob().run(job, context);

    var model = (JobResult.Model) Objects.requireNonNull(outcome.result());
    assertThat(model.baselines())
        .hasSize(2)
        .allSatisfy(b -> assertThat(Objects.requireNonNull(b.improvement().low())).isPositive());
    assertThat(model.parityRows()).isEqualTo(model.rows().get(SplitName.test));
  }

  private RideSnapshot.Stored store(Path csv, Artifacts artifacts)
      throws IOException, SQLException {
    var columns =
        List.of(
            new SnapshotColumn("pickup", ColumnType.Timestamp, Role.Time, false),
            new SnapshotColumn("passengers", ColumnType.Integer, Role.Feature, false),
            new SnapshotColumn("distance", ColumnType.Double, Role.Feature, false),
            new SnapshotColumn("color", ColumnType.String, Role.Feature, false),
            new SnapshotColumn("pickup_zone", ColumnType.String, Role.Feature, false),
            new SnapshotColumn("dropoff_zone", ColumnType.String, Role.Feature, false),
            new SnapshotColumn("fare", ColumnType.Double, Role.Label, false),
            new SnapshotColumn("hour", ColumnType.Double, Role.Feature, true));
    var splits = new EnumMap<SplitName, SplitData>(SplitName.class);
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      for (var part : PARTS.entrySet()) {
        Path file = directory.resolve(part.getKey() + ".parquet");
        try (var statement = connection.createStatement()) {
          long rows =
              statement.executeUpdate(
                  ("COPY (SELECT timezone('UTC', pickup) AS pickup, passengers, distance, color,"
                          + " pickup_zone, dropoff_zone, fare,"
                          + " CAST(hour(pickup) AS DOUBLE) AS hour FROM read_csv('%s') WHERE %s"
                          + " ORDER BY pickup) TO '%s' (FORMAT parquet)")
                      .formatted(csv, part.getValue(), file));
          splits.put(
              part.getKey(),
              new SplitData(
                  rows,
                  "",
                  null,
                  null,
                  List.of(artifacts.put(file.getFileName().toString(), file))));
        }
      }
    }
    var manifest =
        new SnapshotManifest(
            1,
            "sha256:taxis",
            columns,
            List.of(new FeatureExpression("hour", "pickup.getHours('UTC')")),
            "pickup",
            "UTC",
            splits,
            0,
            null,
            new FileRef("profile.json", "0".repeat(64), 0),
            List.of(),
            List.of());
    byte[] json = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
    return new RideSnapshot.Stored(
        artifacts.putManifest(Artifacts.Kind.snapshots, manifest.digest(), json),
        manifest.digest());
  }
}
