package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.CheckResult;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Profile;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read otherwise than it stands in the source is said, with a number. */
class FindingsTest {
  private static final String ODD =
      Rides.HEADER
          + "a,2026-01-01T00:00:00Z,nan,1,z,1\n"
          + "b,2026-01-02T00:00:00Z,NaN,1,z,1\n"
          + "c,2026-01-03T00:00:00Z,inf,1,z,1\n"
          + "d,2026-01-04T00:00:00Z,-Infinity,nan,z,1\n"
          + "e,2026-01-04T00:00:00Z,,1,z,1\n"
          + "f,2026-01-09T00:00:00Z,nan,1,z,1\n";

  @TempDir Path directory;

  @Test
  void countsWhatIsNoFiniteNumberByColumn() throws Exception {
    Rides rides = rides().file("a.csv", ODD).split(SnapshotWorkTest.trainAndTest());

    JobOutcome outcome = rides.run();

    JobResult.Snapshot snapshot = SnapshotWorkTest.made(outcome);
    assertThat(check(snapshot, "unusable(distance)"))
        .hasValueSatisfying(check -> {
          assertThat(check.passed()).isTrue();
          assertThat(check.value()).isEqualTo("5");
          assertThat(check.message())
              .isEqualTo(
                  "distance has values that cannot be used and count as missing: 3 NaN and 2"
                      + " infinite");
        });
    assertThat(check(snapshot, "unusable(passengers)")).isPresent();
    assertThat(check(snapshot, "unusable(fare)")).isEmpty();
    assertThat(outcome.message())
        .startsWith("made: 6 rows in 2 parts, 0 outside; distance has values that cannot be used");
    // Found again, it is said again.
    assertThat(rides.run().message()).contains("3 NaN and 2 infinite");
    assertThat(profile(rides, snapshot, "distance").missing()).isEqualTo(5);
    assertThat(profile(rides, snapshot, "distance").unusable()).isEqualTo(4);
    assertThat(profile(rides, snapshot, "fare").unusable()).isZero();
  }

  @Test
  void saysNothingOfWhatIsPlainlyMissing() throws Exception {
    JobResult.Snapshot snapshot =
        SnapshotWorkTest.snapshot(
            rides()
                .file(
                    "a.csv",
                    Rides.HEADER
                        + "a,2026-01-01T00:00:00Z,,1,z,1\n"
                        + "b,2026-01-09T00:00:00Z,1,1,z,1\n")
                .split(SnapshotWorkTest.trainAndTest()));

    assertThat(snapshot.checks()).noneMatch(check -> check.name().startsWith("unusable"));
  }

  @Test
  void countsOnlyRowsThatAreKept() throws Exception {
    JobResult.Snapshot snapshot =
        SnapshotWorkTest.snapshot(
            rides()
                .file("a.csv", ODD)
                .keepWhen("id != 'a'")
                .split(SnapshotWorkTest.trainAndTest()));

    assertThat(check(snapshot, "unusable(distance)").orElseThrow().message())
        .endsWith(": 2 NaN and 2 infinite");
  }

  @Test
  void countsAcrossFilesAndBeforeAndAfterPrepare() throws Exception {
    String more = Rides.HEADER + "g,2026-01-01T00:00:00Z,nan,1,z,1\n";

    JobResult.Snapshot plain =
        SnapshotWorkTest.snapshot(
            rides().file("a.csv", ODD).file("b.csv", more).split(SnapshotWorkTest.trainAndTest()));
    JobResult.Snapshot prepared =
        SnapshotWorkTest.snapshot(
            rides()
                .file("a.csv", ODD)
                .file("b.csv", more)
                .prepare(
                    "SELECT * REPLACE (CASE WHEN id = 'e' THEN 'inf'::DOUBLE ELSE distance END AS"
                        + " distance) FROM source")
                .split(SnapshotWorkTest.trainAndTest()));

    assertThat(check(plain, "unusable(distance)").orElseThrow().message())
        .endsWith(": 4 NaN and 2 infinite");
    assertThat(check(prepared, "unusable(distance)").orElseThrow().message())
        .endsWith(": 4 NaN and 3 infinite");
  }

  @Test
  void namesThemWhereTooManyAreMissing() throws IOException {
    Rides rides =
        rides()
            .file("a.csv", ODD)
            .column(
                new Column(
                    "distance", ColumnType.Double, Role.Feature, null, null, null, "0.5", null))
            .split(SnapshotWorkTest.trainAndTest());

    assertThatThrownBy(rides::run)
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining(
            "columns[2] (distance): 6 of 6 rows have no value, among them 3 NaN and 2 infinite"
                + " (1.0000, at most 0.5 is allowed); mend the source");
  }

  @Test
  void countsTimesOutsideTheYearsThatExpressionsKnow() throws Exception {
    JobResult.Snapshot snapshot =
        SnapshotWorkTest.snapshot(
            rides()
                .column(Column.of("booked", ColumnType.Timestamp, Role.Auxiliary))
                .file(
                    "a.csv",
                    """
                    id,pickup,distance,passengers,zone,fare,booked
                    a,2026-01-01T00:00:00Z,1,1,z,1,infinity
                    b,2026-01-01T00:00:00Z,1,1,z,1,12026-01-01 00:00:00+00
                    c,2026-01-01T00:00:00Z,1,1,z,1,
                    d,2026-01-09T00:00:00Z,1,1,z,1,2025-12-31T00:00:00Z
                    """)
                .split(SnapshotWorkTest.trainAndTest()));

    assertThat(check(snapshot, "unusable(booked)").orElseThrow().message())
        .isEqualTo(
            "booked has values that cannot be used and count as missing: 2 outside the years 1 to"
                + " 9999");
  }

  /** Berlin put its clocks forward on 29 March 2026 at two, and back on 25 October at three. */
  @Test
  void countsLocalTimesThatDoNotExistOrExistTwice() throws Exception {
    Rides rides =
        rides()
            .timeZone("Europe/Berlin")
            .file(
                "a.csv",
                Rides.HEADER
                    + "a,2026-01-01 00:00:00,1,1,z,1\n"
                    + "b,2026-03-29 02:30:00,1,1,z,1\n"
                    + "c,2026-03-29T02:30:00+01:00,1,1,z,1\n"
                    + "d,2026-10-25 02:30:00,1,1,z,1\n"
                    + "e,2026-10-25 02:00:00,1,1,z,1\n"
                    + "f,2026-10-25 03:00:00,1,1,z,1\n"
                    + "g,2026-10-25T02:30:00Z,1,1,z,1\n")
            .split(new dev.sextant.contracts.data.Split.Hash("id", 100, 0, 0, 0));

    JobResult.Snapshot snapshot = SnapshotWorkTest.snapshot(rides);

    assertThat(check(snapshot, "localTime(pickup)").orElseThrow().message())
        .isEqualTo(
            "pickup has time stamps without a zone: 1 that no clock in Europe/Berlin showed, read as"
                + " later by what the clocks were put forward; 2 that clocks in Europe/Berlin showed"
                + " twice, read as the second; write the offset into the source");
    assertThat(
            SnapshotWorkTest.query(
                rides,
                snapshot,
                SplitName.train,
                "SELECT id || ' ' || strftime(epoch_ms(epoch_ms(pickup)), '%m-%d %H:%M') FROM $ ORDER BY id"))
        .containsExactly(
            "a 12-31 23:00",
            "b 03-29 01:30",
            "c 03-29 01:30",
            "d 10-25 01:30",
            "e 10-25 01:00",
            "f 10-25 02:00",
            "g 10-25 02:30");
  }

  @Test
  void countsLocalTimesOfParquetAndOfPreparedColumns() throws Exception {
    Path file = directory.resolve("rides.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT 'r' || range AS id, TIMESTAMP '2026-10-25 02:00:00' + range * INTERVAL 30"
              + " MINUTE AS pickup, 1.0 AS distance, 1 AS passengers, 'z' AS zone, 1.0 AS fare FROM"
              + " range(5)) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    var split = new dev.sextant.contracts.data.Split.Hash("id", 100, 0, 0, 0);
    byte[] bytes = Files.readAllBytes(file);

    JobResult.Snapshot read =
        SnapshotWorkTest.snapshot(
            rides()
                .parquet()
                .timeZone("Europe/Berlin")
                .file("a.parquet", bytes)
                .file("b.parquet", bytes)
                .duplicates(dev.sextant.contracts.data.DuplicatePolicy.Ignore)
                .split(split));
    JobResult.Snapshot prepared =
        SnapshotWorkTest.snapshot(
            rides()
                .timeZone("Europe/Berlin")
                .file("a.csv", Rides.HEADER + "a,2026-10-25 12:00:00,1,1,z,1\n")
                .prepare("SELECT * REPLACE (TIMESTAMP '2026-10-25 02:30:00' AS pickup) FROM source")
                .split(split));

    assertThat(check(read, "localTime(pickup)").orElseThrow().value()).isEqualTo("4");
    assertThat(check(prepared, "localTime(pickup)").orElseThrow().value()).isEqualTo("1");
  }

  @Test
  void countsNoLocalTimesWhereClocksNeverChange() throws Exception {
    JobResult.Snapshot snapshot =
        SnapshotWorkTest.snapshot(
            rides()
                .file("a.csv", Rides.HEADER + "a,2026-03-29 02:30:00,1,1,z,1\n")
                .split(new dev.sextant.contracts.data.Split.Hash("id", 100, 0, 0, 0)));

    assertThat(snapshot.checks()).noneMatch(check -> check.name().startsWith("localTime"));
  }

  private Rides rides() throws IOException {
    return new Rides(Files.createTempDirectory(directory, "case"));
  }

  private static Optional<CheckResult> check(JobResult.Snapshot snapshot, String name) {
    return List.copyOf(snapshot.checks()).stream()
        .filter(check -> check.name().equals(name))
        .findFirst();
  }

  private static Profile.ColumnProfile profile(
      Rides rides, JobResult.Snapshot snapshot, String column) throws Exception {
    Path file = rides.store().object(SnapshotWorkTest.manifest(rides, snapshot).profile().sha256());
    return Json.read(Files.readString(file), Profile.class).columns().stream()
        .filter(c -> c.name().equals(column))
        .findFirst()
        .orElseThrow();
  }
}
