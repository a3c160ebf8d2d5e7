package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.FeatureExpression;
import dev.sextant.contracts.data.FileSource;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Baseline;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.model.Metric;
import dev.sextant.store.fixture.VersityGateway;
import dev.sextant.worker.generate.Drift;
import dev.sextant.worker.generate.Recipe;
import dev.sextant.worker.generate.RideGenerator;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.StoreArtifacts;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.snapshot.SnapshotWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From generated files in a real store through the snapshot job to a proven model. */
final class WholeWayTest {
  @TempDir private Path directory;
  private @Nullable VersityGateway gateway;
  private StoreLocation location;
  private StoreArtifacts artifacts;
  private int attempts;

  @BeforeEach
  void putRides() throws Exception {
    assumeTrue(VersityGateway.program().isPresent(), VersityGateway.SKIPPED);
    gateway = VersityGateway.start(directory.resolve("gateway"));
    gateway.createBucket("lake");
    location = new StoreLocation(gateway.endpoint().toString(), "us-east-1", "lake", "demo/", true);
    artifacts =
        StoreArtifacts.open(
            location,
            Map.of(
                "SEXTANT_STORE_ACCESS_KEY_ID", gateway.credentials().accessKeyId(),
                "SEXTANT_STORE_SECRET_ACCESS_KEY", gateway.credentials().secretAccessKey()),
            Duration.ofSeconds(20));
    Path rides = directory.resolve("rides.csv");
    var recipe =
        new Recipe(
            7,
            3_000,
            Instant.parse("2026-01-01T00:00:00Z"),
            Duration.ofDays(30),
            0.02,
            Drift.none,
            1,
            null);
    try (var out = Files.newBufferedWriter(rides)) {
      new RideGenerator(recipe).write(out);
    }
    artifacts.upload(rides, "s3://lake/rides/rides.csv");
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      artifacts.close();
      gateway.close();
    }
  }

  private WorkerContext context() throws Exception {
    return new WorkerContext(
        artifacts,
        update -> {},
        Clock.systemUTC(),
        Files.createDirectory(directory.resolve("attempt-" + attempts++)),
        Instant.now().plusSeconds(300),
        new Cancellation());
  }

  private JobResult.Snapshot snapshot(
      @Nullable String sql,
      @Nullable String predictionTime,
      List<Column> columns,
      List<FeatureExpression> features,
      Split split)
      throws Exception {
    var job =
        new SnapshotJob(
            location,
            new ObjectRef("demo", "rides", "uid"),
            "0123456789abcdef",
            new FileSource(List.of("s3://lake/rides/*.csv"), FileSource.Format.CSV, null),
            "UTC",
            sql,
            null,
            predictionTime,
            columns,
            features,
            split,
            DuplicatePolicy.Fail,
            1,
            2L << 30,
            300);
    var outcome = new SnapshotWork().run(job, context());
    assertThat(outcome).as(outcome.message()).isInstanceOf(JobOutcome.Succeeded.class);
    return (JobResult.Snapshot) Objects.requireNonNull(((JobOutcome.Succeeded) outcome).result());
  }

  private JobResult.Model train(
      JobResult.Snapshot snapshot, Target target, Trainer trainer, List<Baseline> baselines)
      throws Exception {
    var job =
        new TrainJob(
            location,
            new ObjectRef("demo", "run", "uid"),
            "fedcba9876543210",
            snapshot.manifestUri(),
            snapshot.digest(),
            target,
            List.of(),
            trainer,
            7,
            1,
            baselines,
            new TrainJob.Bootstrap(200, 0.95),
            4L << 30,
            300);
    var outcome = (JobOutcome.Succeeded) new TrainingJob().run(job, context());
    return (JobResult.Model) Objects.requireNonNull(outcome.result());
  }

  @Test
  void faresByBoostedTrees() throws Exception {
    var snapshot =
        snapshot(
            null,
            "pickup",
            List.of(
                Column.of("ride_id", ColumnType.String, Role.RowId),
                Column.of("rider", ColumnType.String, Role.Entity),
                Column.of("pickup", ColumnType.Timestamp, Role.Time),
                Column.of("distance", ColumnType.Double, Role.Feature),
                Column.of("passengers", ColumnType.Integer, Role.Feature),
                Column.of("zone", ColumnType.String, Role.Feature),
                Column.of("payment", ColumnType.String, Role.Feature),
                Column.of("airport", ColumnType.Boolean, Role.Feature),
                Column.of("fare", ColumnType.Double, Role.Label)),
            List.of(
                new FeatureExpression("hour", "pickup.getHours()"),
                new FeatureExpression("weekday", "pickup.getDayOfWeek()")),
            new Split.Rolling(
                Duration.ofDays(18),
                Duration.ofDays(3),
                Duration.ofDays(2),
                Duration.ofDays(5),
                Duration.ofHours(1),
                Duration.ZERO));

    var model =
        train(
            snapshot,
            new Target.Regression(),
            new Trainer.XGBoost(100, 10, Map.of("eta", "0.2")),
            List.of(new Baseline.ZeroRule(), new Baseline.Heuristic("2.5 + 2.2 * distance")));

    assertThat(model.parityRows()).isPositive();
    assertThat(model.dataSeenUntil()).isNotNull();
    assertThat(model.baselines())
        .allSatisfy(b -> assertThat(Objects.requireNonNull(b.improvement().low())).isPositive());
  }

  @Test
  void tipsByLogisticRegression() throws Exception {
    var snapshot =
        snapshot(
            "SELECT * FROM source WHERE tipped IS NOT NULL AND tipped <> ''",
            null,
            List.of(
                Column.of("ride_id", ColumnType.String, Role.RowId),
                Column.of("rider", ColumnType.String, Role.Entity),
                Column.of("distance", ColumnType.Double, Role.Feature),
                Column.of("payment", ColumnType.String, Role.Feature),
                Column.of("airport", ColumnType.Boolean, Role.Feature),
                Column.of("pickup", ColumnType.Timestamp, Role.Auxiliary),
                Column.of("tipped", ColumnType.String, Role.Label)),
            List.of(new FeatureExpression("night", "pickup.getHours() < 6")),
            new Split.Hash("rider", 70, 10, 10, 10));

    var model =
        train(
            snapshot,
            new Target.Binary("yes", 0.5),
            new Trainer.Linear(0.001),
            List.of(new Baseline.ZeroRule()));

    assertThat(model.metrics()).extracting(Metric::name).contains("auc", "log_loss");
    assertThat(model.dataSeenUntil()).isNull();
    assertThat(model.parity()).isLessThan(1e-9);
  }
}
