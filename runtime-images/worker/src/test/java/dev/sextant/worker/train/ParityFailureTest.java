package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.ColumnType;
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
import dev.sextant.worker.train.parity.RawSample;
import dev.sextant.worker.train.parity.Tolerance;
import dev.sextant.worker.train.table.RawReader;
import dev.sextant.worker.train.table.SnapshotDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that the server answers otherwise than the trainer predicted does not get out. */
final class ParityFailureTest {
  private static final int TEST_ROWS = 40;

  @TempDir private Path directory;
  private Path model;
  private RawSample sample;

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
    for (FileRef file : read(artifacts, result.manifestUri(), ModelManifest.class).files()) {
      artifacts.fetch(file, model.resolve(file.name()));
    }
    var columns = ModelColumns.of(read(artifacts, snapshot.uri(), SnapshotManifest.class));
    try (var database =
        SnapshotDatabase.open(
            Map.of(SplitName.test, List.of(directory.resolve("test.parquet"))),
            "fare",
            ColumnType.Double,
            directory,
            256L << 20)) {
      sample =
          RawSample.read(
              new RawReader(database, ParityFailureTest::goOn), columns.requested(), TEST_ROWS, 10);
    }
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
    var gate =
        new ParityGate(new Task.Regression(), Tolerance.of(elsewhere()), ParityFailureTest::goOn);

    assertThatThrownBy(() -> gate.check(model, sample, elsewhere()))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageMatching(
            "test row \\d+ \\(pickup=2026.*, distance=.*\\): the trainer predicts 1000.0, the server"
                + " answers .*");
  }

  @Test
  void aServerThatRefusesTheModelIsQuoted() throws Exception {
    Files.writeString(model.resolve(ModelManifest.ONNX), "no graph");
    var gate =
        new ParityGate(new Task.Regression(), Tolerance.of(elsewhere()), ParityFailureTest::goOn);

    assertThatThrownBy(() -> gate.check(model, sample, elsewhere()))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageStartingWith("the server refuses the trained model: ");
  }
}
