package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.train.parity.ParityGate;
import dev.sextant.worker.train.parity.Tolerance;
import dev.sextant.worker.train.table.RawReader;
import dev.sextant.worker.train.table.SnapshotDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that the server answers otherwise than the trainer predicted does not get out. */
final class ParityFailureTest {
  /** More than fit into one request. */
  private static final int TEST_ROWS = 1_040;

  @TempDir private Path directory;
  private Path model;
  private Path heldOut;
  private List<SnapshotColumn> columns;
  private SnapshotDatabase database;

  @BeforeEach
  void train() throws Exception {
    var artifacts = new MemoryArtifacts();
    var snapshot =
        RideSnapshot.store(
            "fare",
            artifacts,
            directory,
            9,
            Map.of(SplitName.train, 100, SplitName.test, TEST_ROWS));
    var job =
        new TrainJob(
            new StoreLocation("http://localhost", "us-east-1", "bucket", "", true),
            new ObjectRef("space", "run", "uid"),
            "input",
            snapshot.uri(),
            snapshot.digest(),
            new TrainJob.Target.Regression(),
            List.of(),
            new TrainJob.Trainer.Linear(0.1),
            1,
            1,
            List.of(),
            new TrainJob.Bootstrap(100, 0.9),
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
    var result = (JobResult.Model) Objects.requireNonNull(outcome.result());
    model = Files.createDirectory(directory.resolve("served"));
    Files.write(model.resolve(ModelManifest.MANIFEST), artifacts.bytes(result.manifestUri()));
    ModelManifest manifest = read(artifacts, result.manifestUri(), ModelManifest.class);
    for (FileRef file : manifest.files()) {
      artifacts.fetch(file, model.resolve(file.name()));
    }
    heldOut = directory.resolve(ModelManifest.HELD_OUT);
    artifacts.fetch(Objects.requireNonNull(manifest.heldOut()), heldOut);
    columns = ModelColumns.of(read(artifacts, snapshot.uri(), SnapshotManifest.class)).requested();
    database =
        SnapshotDatabase.open(
            Map.of(SplitName.test, List.of(directory.resolve("test.parquet"))),
            "fare",
            ColumnType.Double,
            context,
            256L << 20);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private ParityGate.Proof check(double[] predictions) throws Exception {
    return new ParityGate(new Task.Regression(), Tolerance.of(predictions), ParityFailureTest::goOn)
        .check(model, new RawReader(database, ParityFailureTest::goOn), columns, predictions);
  }

  private static <T> T read(MemoryArtifacts artifacts, String uri, Class<T> type) {
    return Json.read(new String(artifacts.bytes(uri), StandardCharsets.UTF_8), type);
  }

  private static void goOn() {}

  private static double[] elsewhere() {
    var predictions = new double[TEST_ROWS];
    Arrays.fill(predictions, 1_000);
    return predictions;
  }

  @Test
  void theWorstRowIsNamed() {
    assertThatThrownBy(() -> check(elsewhere()))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageMatching(
            "test row \\d+ \\(pickup=2026.*, distance=.*\\): the trainer predicts 1000.0, the server"
                + " answers .*");
  }

  /** No row is passed over: a difference at the very end of the last batch is found. */
  @Test
  void theLastRowCounts() throws Exception {
    double[] predictions = answers();
    assertThat(check(predictions).rows()).isEqualTo(TEST_ROWS);
    predictions[TEST_ROWS - 1] += 1;

    assertThatThrownBy(() -> check(predictions))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageStartingWith("test row %d (".formatted(TEST_ROWS - 1));
  }

  /** What the trainer predicted, as it was stored. */
  private double[] answers() throws SQLException {
    var predictions = new double[TEST_ROWS];
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT row, prediction FROM '%s'".formatted(heldOut))) {
      while (rows.next()) {
        predictions[rows.getInt(1)] = rows.getDouble(2);
      }
    }
    return predictions;
  }

  @Test
  void aServerThatRefusesTheModelIsQuoted() throws Exception {
    Files.writeString(model.resolve(ModelManifest.ONNX), "no graph");

    assertThatThrownBy(() -> check(elsewhere()))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageStartingWith("the server refuses the trained model: ");
  }
}
