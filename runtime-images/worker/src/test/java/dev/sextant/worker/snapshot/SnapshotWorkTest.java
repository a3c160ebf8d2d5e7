package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.DuplicatePolicy;
import dev.sextant.contracts.data.Profile;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobInterruptedException;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotWorkTest {
  @TempDir Path directory;

  @Test
  void splitsAtBoundariesAndCountsWhatIsOutside() throws Exception {
    Rides rides =
        new Rides(directory)
            .usual()
            .split(
                new Split.Boundaries(
                    Instant.parse("2026-01-02T00:00:00Z"),
                    Instant.parse("2026-01-05T12:00:00Z"),
                    null,
                    Instant.parse("2026-01-08T00:00:00Z"),
                    null,
                    Duration.ofHours(25),
                    Duration.ZERO));

    JobResult.Snapshot snapshot = snapshot(rides);

    // Train ends 25 hours before the fifth at noon: the fourth is in the gap, and so is the
    // seventh.
    assertThat(ids(rides, snapshot, SplitName.train)).containsExactly("r2", "r3");
    assertThat(ids(rides, snapshot, SplitName.validation)).containsExactly("r5", "r6");
    assertThat(ids(rides, snapshot, SplitName.test)).containsExactly("r8", "r9", "r10");
    assertThat(snapshot.rows()).containsEntry(SplitName.calibration, 0L);
    assertThat(snapshot.outsideRows()).isEqualTo(3);
    assertThat(manifest(rides, snapshot).dataSeenUntil())
        .isEqualTo(Instant.parse("2026-01-06T12:00:00Z"));
  }

  @Test
  void anchorsARollingSplitAtTheNewestRowWhichBelongsToTest() throws Exception {
    Rides rides =
        new Rides(directory)
            .usual()
            .split(
                new Split.Rolling(
                    Duration.ofDays(3),
                    Duration.ofDays(2),
                    Duration.ZERO,
                    Duration.ofDays(2),
                    Duration.ofDays(1),
                    Duration.ZERO));

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(ids(rides, snapshot, SplitName.test)).containsExactly("r9", "r10");
    assertThat(ids(rides, snapshot, SplitName.validation)).containsExactly("r6", "r7");
    assertThat(ids(rides, snapshot, SplitName.train)).containsExactly("r2", "r3", "r4");
  }

  @Test
  void writesFilesThenManifestThenPointerAndFindsThemAgain() throws Exception {
    Rides rides = new Rides(directory).usual();

    JobResult.Snapshot first = snapshot(rides);
    List<String> written = List.copyOf(rides.store().writes());
    JobResult.Snapshot second = snapshot(rides);

    assertThat(written)
        .containsExactly(
            "profile.json",
            "train.parquet",
            "validation.parquet",
            "test.parquet",
            "manifest",
            "pointer");
    assertThat(first.reused()).isFalse();
    assertThat(second.reused()).isTrue();
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.rows()).isEqualTo(first.rows());
    assertThat(second.timeUntil()).isEqualTo(first.timeUntil());
    assertThat(rides.store().writes()).isEqualTo(written);
  }

  @Test
  void makesTheSnapshotAnewWhenOneOfItsFilesIsGone() throws Exception {
    Rides rides = new Rides(directory).usual();
    JobResult.Snapshot first = snapshot(rides);
    String train = sha256(rides, first, SplitName.train);
    Files.delete(rides.store().object(train));

    JobResult.Snapshot second = snapshot(rides);

    assertThat(second.reused()).isFalse();
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(rides.store().object(train)).exists();
  }

  @Test
  void readsTheSourceAnewWhenAFileChanged() throws Exception {
    Rides rides = new Rides(directory).usual();
    JobResult.Snapshot first = snapshot(rides);
    rides.file("more.csv", Rides.HEADER + "r11,2026-01-11T12:00:00Z,1,1,z,9\n");

    JobResult.Snapshot second = snapshot(rides);

    assertThat(second.reused()).isFalse();
    assertThat(second.digest()).isNotEqualTo(first.digest());
    assertThat(second.rows()).containsEntry(SplitName.test, 4L);
  }

  @Test
  void computesFeaturesAndKeepsOnlyWantedRows() throws Exception {
    Rides rides =
        new Rides(directory)
            .usual()
            .keepWhen("distance > 1.5 && fare != 9.25")
            .feature("day", "pickup.getDayOfMonth()")
            .feature("per_passenger", "distance / passengers")
            .feature("near", "distance < 3.0")
            .feature("label", "zone + '!'");

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(
            query(
                rides,
                snapshot,
                SplitName.train,
                "SELECT id || ' ' || day || ' ' || coalesce(per_passenger::VARCHAR, 'none') || ' '"
                    + " || near || ' ' || label FROM $"))
        .containsExactly("r2 1.0 1.25 true zone 0!", "r4 3.0 4.5 false zone 0!");
    assertThat(manifest(rides, snapshot).columns())
        .anySatisfy(column -> {
          assertThat(column.name()).isEqualTo("near");
          assertThat(column.type()).isEqualTo(ColumnType.Boolean);
          assertThat(column.computed()).isTrue();
        });
  }

  @Test
  void countsRowsWhereAFeatureCouldNotBeComputed() throws Exception {
    JobResult.Snapshot snapshot =
        snapshot(new Rides(directory).usual().feature("share", "distance / passengers"));

    assertThat(snapshot.checks())
        .anySatisfy(check -> {
          assertThat(check.name()).isEqualTo("computed(share)");
          assertThat(check.value()).isEqualTo("3");
        });
  }

  @Test
  void readsNaiveTimesInTheZoneOfTheDataset() throws Exception {
    Rides rides =
        new Rides(directory)
            .file(
                "rides.csv",
                Rides.HEADER
                    + "a,2026-01-04 23:30:00,1,1,z,1\n"
                    + "b,2026-01-04T23:30:00+00:00,1,1,z,1\n"
                    + "c,2026-01-09 00:00:00,1,1,z,1\n")
            .timeZone("Europe/Berlin");

    JobResult.Snapshot snapshot = snapshot(rides.split(trainAndTest()));

    assertThat(
            query(
                rides,
                snapshot,
                SplitName.train,
                "SELECT id || ' ' || epoch(pickup)::BIGINT FROM $"))
        .containsExactly(
            "a " + Instant.parse("2026-01-04T22:30:00Z").getEpochSecond(),
            "b " + Instant.parse("2026-01-04T23:30:00Z").getEpochSecond());
  }

  @Test
  void writesEveryTypeAndKeepsMissingApart() throws Exception {
    Rides rides =
        new Rides(directory)
            .column(Column.of("paid", ColumnType.Boolean, Role.Feature))
            .column(Column.of("booked", ColumnType.Timestamp, Role.Auxiliary))
            .split(trainAndTest())
            .file(
                "rides.csv",
                """
                id,pickup,distance,passengers,zone,fare,paid,booked,unused
                a,2026-01-01T00:00:00Z,,,,1,,,x
                b,2026-01-02T00:00:00Z,nan,2.0,"",2,true,2025-12-31T00:00:00.000001Z,x
                c,2026-01-09T00:00:00Z,NA,3,NA,3,false,,x
                """)
            .csv(new dev.sextant.contracts.data.FileSource.Csv(",", true, List.of("NA")));

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(
            query(
                rides,
                snapshot,
                SplitName.train,
                "SELECT count(distance) || ' ' || count(zone) FROM $"))
        .containsExactly("0 0");
    assertThat(
            query(
                rides,
                snapshot,
                SplitName.train,
                "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM $)"))
        .contains(
            "id VARCHAR",
            "pickup TIMESTAMP WITH TIME ZONE",
            "distance DOUBLE",
            "passengers BIGINT",
            "paid BOOLEAN",
            "booked TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void preparesWithSqlAndWithColumnsThatAreNotDeclared() throws Exception {
    Rides rides =
        new Rides(directory)
            .file("rides.csv", "key,pickup,metres,passengers,zone,fare\n" + metres())
            .prepare(
                "WITH s AS (SELECT 'r' || key AS id, metres::DOUBLE / 1000 AS distance, * FROM source)\n"
                    + "SELECT * EXCLUDE (key, metres) FROM s WHERE fare > 3 -- the cheapest is a test");

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(query(rides, snapshot, SplitName.train, "SELECT id || ' ' || distance FROM $"))
        .containsExactly("r2 2.0", "r3 3.0", "r4 4.0");
  }

  @Test
  void readsParquetAndGivesTheDigestThatTheSameRowsGiveAsCsv() throws Exception {
    Rides csv = new Rides(directory.resolve("a")).usual();
    JobResult.Snapshot fromCsv = snapshot(csv);
    Path file = directory.resolve("rides.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "COPY (SELECT id, pickup::TIMESTAMP AS pickup, distance::DECIMAL(9,2) AS distance, passengers::TINYINT AS"
              + " passengers, zone, fare::FLOAT AS fare FROM read_csv('"
              + directory.resolve("a/store/lake/rides.csv")
              + "') ORDER BY fare DESC) TO '"
              + file
              + "' (FORMAT parquet)");
    }
    Rides parquet =
        new Rides(directory.resolve("b")).parquet().file("r.parquet", Files.readAllBytes(file));

    assertThat(snapshot(parquet).digest()).isEqualTo(fromCsv.digest());
  }

  @Test
  void keepsTheFirstOfRowsWithTheSameId() throws Exception {
    Rides rides =
        new Rides(directory)
            .file(
                "rides.csv",
                Rides.HEADER
                    + "a,2026-01-02T00:00:00Z,2,1,z,1\n"
                    + "a,2026-01-01T00:00:00Z,1,1,z,1\n"
                    + "b,2026-01-09T00:00:00Z,1,1,z,1\n")
            .split(trainAndTest())
            .duplicates(DuplicatePolicy.KeepFirst);

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(query(rides, snapshot, SplitName.train, "SELECT id || ' ' || distance FROM $"))
        .containsExactly("a 1.0");
    assertThat(snapshot.checks())
        .anySatisfy(check -> assertThat(check.message()).contains("repeat a id: 1"));
  }

  @Test
  void leavesRowsWithoutALabelOutsideWhenThatIsAllowed() throws Exception {
    Rides rides =
        new Rides(directory)
            .column(
                new Column("fare", ColumnType.Double, Role.Label, null, null, null, "0.5", null))
            .file(
                "rides.csv",
                Rides.HEADER
                    + "a,2026-01-01T00:00:00Z,1,1,z,1\n"
                    + "b,2026-01-09T00:00:00Z,1,1,z,1\n"
                    + "c,2026-01-09T01:00:00Z,1,1,z,\n")
            .split(trainAndTest());

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(snapshot.rows()).containsEntry(SplitName.test, 1L);
    assertThat(snapshot.outsideRows()).isEqualTo(1);
  }

  @Test
  void splitsByAStableHashOfTheUnit() throws Exception {
    StringBuilder text = new StringBuilder(Rides.HEADER);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      text.append("u%d,2026-01-01T00:00:00Z,1,1,z,1\n".formatted(i));
      if (HashSplit.bucketOf("u" + i) < 20) {
        expected.add("u" + i);
      }
    }
    Rides rides =
        new Rides(directory)
            .file("rides.csv", text.toString())
            .split(new Split.Hash("id", 60, 10, 10, 20));

    JobResult.Snapshot snapshot = snapshot(rides);

    assertThat(ids(rides, snapshot, SplitName.test)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(snapshot.outsideRows()).isZero();
    assertThat(snapshot.rows().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
  }

  @Test
  void profilesTheTrainPartOnly() throws Exception {
    Rides rides = new Rides(directory).usual();

    SnapshotManifest manifest = manifest(rides, snapshot(rides));
    Profile profile =
        Json.read(
            Files.readString(rides.store().object(manifest.profile().sha256())), Profile.class);

    assertThat(profile.rows()).isEqualTo(4);
    Profile.ColumnProfile distance =
        profile.columns().stream()
            .filter(c -> c.name().equals("distance"))
            .findFirst()
            .orElseThrow();
    Profile.Numeric numeric = Objects.requireNonNull(distance.numeric());
    assertThat(numeric.min()).isEqualTo(1.5);
    assertThat(numeric.max()).isEqualTo(4.5);
    assertThat(numeric.mean()).isEqualTo(3.0);
    assertThat(numeric.quantiles()).hasSize(21).startsWith(1.5).endsWith(4.5);
    Profile.ColumnProfile zone =
        profile.columns().stream().filter(c -> c.name().equals("zone")).findFirst().orElseThrow();
    assertThat(zone.distinct()).isEqualTo(2);
    assertThat(zone.top())
        .containsExactly(new Profile.Frequency("zone 0", 2), new Profile.Frequency("zone 1", 2));
    Profile.ColumnProfile id =
        profile.columns().stream().filter(c -> c.name().equals("id")).findFirst().orElseThrow();
    assertThat(id.top()).isNullOrEmpty();
  }

  @Test
  void stopsWhenItIsCancelled() throws Exception {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel("told to stop");
    Rides rides = new Rides(directory).usual();

    JobInterruptedException stopped =
        catchThrowableOfType(JobInterruptedException.class, () -> rides.run(cancellation));

    assertThat(stopped).hasMessage("told to stop");
  }

  static Split trainAndTest() {
    return new Split.Boundaries(
        null,
        null,
        null,
        Instant.parse("2026-01-08T00:00:00Z"),
        null,
        Duration.ZERO,
        Duration.ZERO);
  }

  private static String metres() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 10; i++) {
      text.append("%d,2026-01-%02dT12:00:00Z,%d000,%d,z,%d\n".formatted(i, i, i, i % 3, i * 3));
    }
    return text.toString();
  }

  static JobResult.Snapshot snapshot(Rides rides) throws Exception {
    try {
      return made(rides.run());
    } catch (JobRefusedException e) {
      throw new AssertionError(e.reason() + ": " + e.getMessage(), e);
    }
  }

  static JobResult.Snapshot made(JobOutcome outcome) {
    assertThat(outcome).isInstanceOf(JobOutcome.Succeeded.class);
    return (JobResult.Snapshot) Objects.requireNonNull(((JobOutcome.Succeeded) outcome).result());
  }

  private static String sha256(Rides rides, JobResult.Snapshot snapshot, SplitName part)
      throws Exception {
    SplitData data = Objects.requireNonNull(manifest(rides, snapshot).splits().get(part));
    return data.files().getFirst().sha256();
  }

  static SnapshotManifest manifest(Rides rides, JobResult.Snapshot snapshot) throws Exception {
    byte[] json = rides.store().read(snapshot.manifestUri()).orElseThrow();
    return Json.read(new String(json, StandardCharsets.UTF_8), SnapshotManifest.class);
  }

  static List<String> ids(Rides rides, JobResult.Snapshot snapshot, SplitName part)
      throws Exception {
    return query(rides, snapshot, part, "SELECT id FROM $");
  }

  static List<String> query(Rides rides, JobResult.Snapshot snapshot, SplitName part, String sql)
      throws Exception {
    String sha256 = sha256(rides, snapshot, part);
    String from = "read_parquet('" + rides.store().object(sha256) + "')";
    List<String> values = new ArrayList<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql.replace("$", from))) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
