package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.worker.shell.JobRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data and declarations that look harmless and would spoil a snapshot in silence. */
class HardDataTest {
  @TempDir Path directory;

  /** 2^53 + 1 is read as 2^53: whoever accepts 2^53 changes data without a word. */
  @ParameterizedTest
  @ValueSource(
      strings = {"9007199254740992", "9007199254740993", "-9007199254740993", "1e300", "0.5"})
  void refusesAWholeNumberThatItWouldChange(String number) throws Exception {
    assertThatThrownBy(() -> rides().file("a.csv", Rides.HEADER + row("r1", number)).run())
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining("a.csv line 2, column passengers: \"" + number + "\" is not a whole");
  }

  @Test
  void keepsTheLargestWholeNumberThatIsExact() throws Exception {
    Rides rides =
        rides()
            .file("a.csv", Rides.HEADER + row("r1", "9007199254740991") + late("r2"))
            .split(SnapshotWorkTest.trainAndTest());

    assertThat(
            SnapshotWorkTest.query(
                rides,
                SnapshotWorkTest.snapshot(rides),
                SplitName.train,
                "SELECT passengers::VARCHAR FROM $"))
        .containsExactly("9007199254740991");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rowid", "RowID", "sextant row hash", "sextant bucket"})
  void refusesNamesThatTheDatabaseKeepsForItself(String name) throws Exception {
    assertThatThrownBy(
            () -> rides().usual().column(Column.of(name, ColumnType.String, Role.Feature)).run())
        .isInstanceOf(JobRefusedException.class)
        .hasMessageEndingWith(
            "columns[6] (%s): is a name that the database keeps for itself; give it another in prepare.sql"
                .formatted(name));
    assertThatThrownBy(() -> rides().usual().feature(name, "distance * 2.0").run())
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining("features (%s)".formatted(name));
  }

  @Test
  void preparesFilesWithAColumnThatIsCalledRowid() throws Exception {
    String sql = "SELECT * EXCLUDE (rowid), rowid AS id FROM source";
    String text = Rides.HEADER + String.join("\n", Rides.lines()) + "\n";
    Rides renamed = rides().file("a.csv", text.replaceFirst("id,", "rowid,")).prepare(sql);

    assertThat(SnapshotWorkTest.snapshot(renamed).digest())
        .isEqualTo(SnapshotWorkTest.snapshot(rides().usual()).digest());
    assertThatThrownBy(() ->
            rides()
                .file("a.csv", text.replaceFirst("id,", "rowid,"))
                .file("b.csv", Rides.HEADER.replaceFirst("id,", "rowid,") + row("x", "1.5"))
                .prepare(sql)
                .run())
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining("b.csv line 2, column passengers: \"1.5\" is not a whole number");
  }

  /** The order in which threads add up decides the last bits, and who is the first of a group. */
  @Test
  void aPreparedSnapshotIsTheSameHoweverManyThreadsThereAre() throws Exception {
    StringBuilder text = new StringBuilder(Rides.HEADER);
    Random random = new Random(7);
    for (int i = 0; i < 400_000; i++) {
      text.append("r%d,2026-01-%02dT12:00:00Z,".formatted(i, 1 + i % 10))
          .append(random.nextDouble() * 1_000)
          .append(",1,z,")
          .append(random.nextDouble())
          .append('\n');
    }
    Set<String> digests = new HashSet<>();
    for (int threads : new int[] {1, 4, 4}) {
      Rides rides =
          rides()
              .file("a.csv", text.toString())
              .threads(threads)
              .prepare(
                  "SELECT min(id) AS id, pickup, sum(distance) AS distance, 1 AS passengers,"
                      + " any_value(id) AS zone, avg(fare) AS fare FROM source GROUP BY pickup");
      digests.add(SnapshotWorkTest.snapshot(rides).digest());
    }

    assertThat(digests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "age(pickup)",
        "version()",
        "pg_sleep(0)",
        "reservoir_quantile(distance, 0.5) OVER ()",
        "current_setting('TimeZone')",
        "get_current_timestamp()"
      })
  void refusesWhatChangesThoughTheRowsDoNot(String expression) {
    assertThatThrownBy(
            () -> rides().usual().prepare("SELECT *, " + expression + " AS x FROM source").run())
        .isInstanceOf(JobRefusedException.class)
        .hasMessageContaining("() gives another answer each time");
  }

  @Test
  void allowsTheAgeBetweenTwoColumns() throws Exception {
    Rides rides = rides().usual().prepare("SELECT *, age(pickup, pickup) AS since FROM source");

    assertThat(SnapshotWorkTest.snapshot(rides).digest())
        .isEqualTo(SnapshotWorkTest.snapshot(rides().usual()).digest());
  }

  private Rides rides() throws IOException {
    return new Rides(Files.createTempDirectory(directory, "case"));
  }

  private static String row(String id, String passengers) {
    return "%s,2026-01-01T12:00:00Z,1.5,%s,zone,4\n".formatted(id, passengers);
  }

  private static String late(String id) {
    return id + ",2026-01-09T12:00:00Z,1.5,1,zone,4\n";
  }
}
