package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.store.fixture.VersityGateway;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.StoreArtifacts;
import dev.sextant.worker.shell.WorkerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input trains once also in a real store. */
final class StoredTrainingTest {
  @TempDir private Path directory;

  @Test
  void theSecondRunFindsWhatTheFirstPublished() throws Exception {
    assumeTrue(VersityGateway.program().isPresent(), VersityGateway.SKIPPED);
    try (var gateway = VersityGateway.start(directory.resolve("gateway"))) {
      gateway.createBucket("artifacts");
      var location =
          new StoreLocation(gateway.endpoint().toString(), "us-east-1", "artifacts", "team/", true);
      var credentials =
          Map.of(
              "SEXTANT_STORE_ACCESS_KEY_ID", gateway.credentials().accessKeyId(),
              "SEXTANT_STORE_SECRET_ACCESS_KEY", gateway.credentials().secretAccessKey());
      try (var artifacts = StoreArtifacts.open(location, credentials, Duration.ofSeconds(20))) {
        Path parts = Files.createDirectory(directory.resolve("parts"));
        var snapshot =
            RideSnapshot.store(
                "fare", artifacts, parts, 3, Map.of(SplitName.train, 200, SplitName.test, 40));
        var job =
            new TrainJob(
                location,
                new ObjectRef("space", "run", "uid"),
                "0123abcd",
                snapshot.uri(),
                snapshot.digest(),
                new TrainJob.Target.Regression(),
                List.of(),
                new TrainJob.Trainer.Linear(0.001),
                1,
                1,
                List.of(),
                new TrainJob.Bootstrap(100, 0.95),
                4L << 30,
                300);

        var first = run(job, artifacts, "first");
        var second = run(job, artifacts, "second");

        assertThat(first.reused()).isFalse();
        assertThat(second.reused()).isTrue();
        assertThat(second).usingRecursiveComparison().ignoringFields("reused").isEqualTo(first);
        assertThat(artifacts.read(first.manifestUri())).isPresent();
        assertThat(artifacts.read(first.goldenUri())).isPresent();
      }
    }
  }

  private JobResult.Model run(TrainJob job, StoreArtifacts artifacts, String scratch)
      throws Exception {
    var context =
        new WorkerContext(
            artifacts,
            update -> {},
            Clock.systemUTC(),
            Files.createDirectory(directory.resolve(scratch)),
            Instant.now().plusSeconds(300),
            new Cancellation());
    var outcome = (JobOutcome.Succeeded) new TrainingJob().run(job, context);
    return (JobResult.Model) Objects.requireNonNull(outcome.result());
  }
}
