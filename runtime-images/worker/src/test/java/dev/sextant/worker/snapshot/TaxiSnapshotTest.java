package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.JobRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real rides, where the machine has them. */
class TaxiSnapshotTest {
  private static final Path TAXIS = Path.of("../../../shared/data/taxis.csv");

  @TempDir Path directory;
  private Rides rides;

  @BeforeEach
  void declare() throws IOException {
    assumeTrue(Files.isRegularFile(TAXIS), "no taxi data beside the repository");
    rides =
        new Rides(directory)
            .file("taxis.csv", Files.readAllBytes(TAXIS))
            .timeZone("America/New_York")
            .columns(
                Column.of("pickup", ColumnType.Timestamp, Role.Time),
                Column.of("passengers", ColumnType.Integer, Role.Feature),
                Column.of("distance", ColumnType.Double, Role.Feature),
                Column.of("color", ColumnType.String, Role.Feature),
                Column.of("pickup_zone", ColumnType.String, Role.Feature),
                Column.of("fare", ColumnType.Double, Role.Label))
            .feature("hour", "pickup.getHours('America/New_York')")
            .split(
                new Split.Boundaries(
                    null,
                    Instant.parse("2019-03-20T04:00:00Z"),
                    null,
                    Instant.parse("2019-03-25T04:00:00Z"),
                    null,
                    Duration.ofHours(1),
                    Duration.ZERO));
  }

  @Test
  void splitsAtTheBoundaries() throws Exception {
    JobResult.Snapshot snapshot = SnapshotWorkTest.snapshot(rides);

    assertThat(snapshot.rows().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(6_433 - snapshot.outsideRows());
    assertThat(snapshot.rows().get(SplitName.train)).isGreaterThan(3_000);
    assertThat(snapshot.outsideRows()).isLessThan(100);
  }

  @Test
  void refusesWhatIsKnownOnlyAtTheEndOfTheRide() {
    rides.column(known("total")).column(known("tip"));

    JobRefusedException refused = catchThrowableOfType(JobRefusedException.class, rides::run);

    assertThat(refused.reason()).isEqualTo("NotAvailable");
    assertThat(refused)
        .hasMessage(
            "spec.columns[6] (total): is known at dropoff, after the prediction time pickup; remove"
                + " it or change availableAt (also failed: available(tip); see status.checks)");
  }

  private static Column known(String name) {
    return new Column(name, ColumnType.Double, Role.Feature, "dropoff", null, null, null, null);
  }
}
