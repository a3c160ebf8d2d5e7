package dev.sextant.worker.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sextant.contracts.data.Column;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.Split;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.JobRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read when a snapshot is refused, case by case, in one golden file. */
class RefusalTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/refusals.txt");

  @TempDir Path directory;

  private final Map<String, Rides> cases = new LinkedHashMap<>();

  @Test
  void saysWhatIsWrongAndWhatToDo() throws Exception {
    files();
    encodings();
    columns();
    values();
    expressions();
    statements();
    splits();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Rides> entry : cases.entrySet()) {
      text.append(entry.getKey()).append('\n');
      text.append("  ").append(refusal(entry.getKey(), entry.getValue())).append('\n');
    }

    if (System.getProperty("golden.update") != null) {
      Files.writeString(GOLDEN, text);
    }

    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void reportsEveryFailedCheckAtOnce() throws Exception {
    Rides rides =
        new Rides(directory)
            .usual()
            .column(number("distance", "2", "5"))
            .column(new Column("zone", ColumnType.String, Role.Feature, null, null, null, null, 1))
            .split(until("2026-01-20T00:00:00Z"));

    JobRefusedException refused = catchThrowableOfType(JobRefusedException.class, rides::run);

    assertThat(refused.reason()).isEqualTo("OutOfBounds");
    assertThat(refused)
        .hasMessageEndingWith(
            "(also failed: bounds(distance), categories(zone), split(test); see status.checks)");
    JobResult.SnapshotRefused result = (JobResult.SnapshotRefused) refused.result().orElseThrow();
    assertThat(result.checks())
        .filteredOn(check -> !check.passed())
        .extracting("name")
        .containsExactly("bounds(distance)", "bounds(distance)", "categories(zone)", "split(test)");
    assertThat(result.checks()).anyMatch(check -> check.passed());
    assertThat(rides.store().writes()).isEmpty();
  }

  @Test
  void refusesNothingThatIsOnlyUnusual() throws Exception {
    Rides rides =
        new Rides(directory)
            .file("a.csv", "\uFEFF" + Rides.HEADER.replace("\n", "\r\n"))
            .file(
                "b.csv",
                String.join(
                    "\r\n",
                    "fare,extra,\"zone\",passengers,distance,pickup,id",
                    "1,\"multi\r\nline\",\"a \"\"b\"\", c\",1,1e0,2026-01-01 00:00:00,x",
                    "",
                    "2,,z,2.0,.5,2026-01-09T00:00:00+01:00,y"))
            .split(SnapshotWorkTest.trainAndTest());

    JobResult.Snapshot snapshot = SnapshotWorkTest.snapshot(rides);

    assertThat(SnapshotWorkTest.ids(rides, snapshot, dev.sextant.contracts.data.SplitName.train))
        .containsExactly("x");
    assertThat(
            SnapshotWorkTest.query(
                rides, snapshot, dev.sextant.contracts.data.SplitName.train, "SELECT zone FROM $"))
        .containsExactly("a \"b\", c");
  }

  private void files() throws IOException {
    none("no file matches");
    of("an empty file", "");
    of("a file of blank lines", "\n\n");
    of("a header and no row", Rides.HEADER);
    of("a wrong number", Rides.HEADER + row("r1") + "r2,2026-01-02T00:00:00Z,far,1,z,1\n");
    of("a wrong whole number", Rides.HEADER + row("r1") + "r2,2026-01-02T00:00:00Z,1,1.5,z,1\n");
    of(
        "a wrong whole number after a value with line breaks",
        Rides.HEADER
            + "r1,2026-01-01T00:00:00Z,1,1,\"a\nb\n\nc\",1\n\nr2,2026-01-02T00:00:00Z,1,1.5,z,1\n");
    of(
        "a whole number beyond 2^53",
        Rides.HEADER + "r1,2026-01-01T00:00:00Z,1,9007199254740994,z,1\n");
    of("a wrong time", Rides.HEADER + "r1,01/02/2026,1,1,z,1\n");
    of("several wrong rows", Rides.HEADER + "r1,now,1,1,z,1\nr2,then,1,1,z,1\nr3,x,y,1,z,1\n");
    of("a row with too few values", Rides.HEADER + row("r1") + "r2,2026-01-02T00:00:00Z,1\n");
    of("a row with too many values", Rides.HEADER + "r1,2026-01-02T00:00:00Z,1,1,a,b,1\n");
    of(
        "a quote that is not closed",
        Rides.HEADER + "r1,2026-01-02T00:00:00Z,1,1,\"a,1\n" + row("r2"));
    of(
        "text after a closing quote",
        Rides.HEADER + "r1,2026-01-02T00:00:00Z,1,1,\"a\"b,1\n" + row("r2"));
    of("a header with a quote that is not closed", "id,\"pickup\n" + row("r1"));
    of("another delimiter", Rides.HEADER.replace(',', ';') + row("r1").replace(',', ';'));
    cases.put(
        "a wrong truth value",
        rides("a wrong truth value")
            .column(Column.of("paid", ColumnType.Boolean, Role.Feature))
            .file(
                "rides.csv",
                "id,pickup,distance,passengers,zone,fare,paid\nr1,2026-01-02T00:00:00Z,1,1,z,1,maybe\n"));
  }

  private void encodings() throws IOException {
    bytes(
        "Latin-1",
        (Rides.HEADER + row("r1").replace("zone", "caf\u00e9"))
            .getBytes(StandardCharsets.ISO_8859_1));
    bytes("Latin-1 in the header", "id,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    bytes("UTF-16", ("\uFEFF" + Rides.HEADER + row("r1")).getBytes(StandardCharsets.UTF_16LE));
    bytes("Parquet said to be CSV", "PAR1abcd".getBytes(StandardCharsets.UTF_8));
    cases.put(
        "text said to be gzip",
        rides("text said to be gzip")
            .uris("s3://lake/*.csv.gz")
            .file("rides.csv.gz", Rides.HEADER + row("r1")));
    cases.put(
        "a wrong number within gzip",
        rides("a wrong number within gzip")
            .uris("s3://lake/*.csv.gz")
            .file("rides.csv.gz", gzip(Rides.HEADER + "r1,2026-01-02T00:00:00Z,far,1,z,1\n")));
    cases.put(
        "text said to be Parquet",
        rides("text said to be Parquet").parquet().file("rides.parquet", Rides.HEADER));
  }

  private void columns() throws IOException {
    of("a column is missing", Rides.HEADER.replace("distance", "distnace") + row("r1"));
    of("two columns are missing", "id,pickup,distance,passengers\nr1,2026-01-02T00:00:00Z,1,1\n");
    of("a column is there twice", Rides.HEADER.replace("zone", "fare") + row("r1"));
    cases.put(
        "a feature that is known too late",
        rides("late").usual().column(late("tip", Role.Feature, "dropoff")));
    cases.put(
        "an expression over what is known too late",
        rides("late in expression")
            .usual()
            .column(late("tip", Role.Auxiliary, "dropoff"))
            .feature("generous", "tip > 2.0"));
    cases.put(
        "an expression over the time at which others are known",
        rides("clock")
            .usual()
            .column(late("tip", Role.Auxiliary, "dropoff"))
            .column(Column.of("dropoff", ColumnType.Timestamp, Role.Time))
            .feature("minutes", "toSeconds(dropoff - pickup) / 60"));
    cases.put(
        "an expression over the label", rides("label").usual().feature("cheap", "fare < 5.0"));
    cases.put(
        "an expression over the row's id", rides("id").usual().feature("first", "id == 'r1'"));
    cases.put(
        "two labels",
        rides("labels").usual().column(Column.of("tip", ColumnType.Double, Role.Label)));
    cases.put("an unknown prediction time", rides("axis").usual().predictionTime("pikup"));
    cases.put("an unknown time zone", rides("zone").usual().timeZone("Europe/Berlinn"));
    cases.put(
        "a bound that is no number",
        rides("bound").usual().column(number("distance", "low", null)));
  }

  private void values() throws IOException {
    cases.put("a value below min", rides("min").usual().column(number("distance", "2", null)));
    cases.put(
        "a value above max",
        rides("max").usual().column(number("passengers", ColumnType.Integer, "1")));
    cases.put(
        "too many missing values",
        rides("missing")
            .column(
                new Column("zone", ColumnType.String, Role.Feature, null, null, null, "0.1", null))
            .file("rides.csv", Rides.HEADER + row("r1") + "r2,2026-01-02T00:00:00Z,1,1,,1\n"));
    of("no label", Rides.HEADER + row("r1") + "r2,2026-01-02T00:00:00Z,1,1,z,\n");
    of("no prediction time", Rides.HEADER + row("r1") + "r2,,1,1,z,1\n");
    of("the same RowId twice", Rides.HEADER + row("r1") + row("r1") + row("r2") + row("r3"));
    cases.put(
        "too many categories",
        rides("categories")
            .usual()
            .column(
                new Column("zone", ColumnType.String, Role.Feature, null, null, null, null, 1)));
    cases.put(
        "a group in two parts",
        rides("group").usual().column(Column.of("zone", ColumnType.String, Role.Group)));
    cases.put("a condition that keeps nothing", rides("keep").usual().keepWhen("distance > 100.0"));
  }

  private void expressions() throws IOException {
    cases.put(
        "a feature that does not compile", rides("cel").usual().feature("x", "distnace * 2.0"));
    cases.put("a condition that is no truth value", rides("keep2").usual().keepWhen("distance"));
    cases.put("a feature named like a column", rides("name").usual().feature("Zone", "distance"));
  }

  private void statements() throws IOException {
    sql("a statement that does not parse", "SELECT * FRM source");
    sql("a statement that writes", "CREATE TABLE x AS SELECT * FROM source");
    sql("two statements", "SELECT * FROM source; SELECT 1");
    sql("a statement that changes settings", "SET threads = 8");
    sql("a statement that reads a file", "SELECT * FROM '/etc/passwd'");
    sql("a statement that calls a reader", "SELECT * FROM read_text('/etc/passwd')");
    sql("a statement that copies", "COPY source TO '/tmp/x'");
    sql("a statement that reads settings", "SELECT * FROM duckdb_settings()");
    sql("a statement that reads the catalogue", "SELECT * FROM information_schema.tables");
    sql("a statement that attaches", "ATTACH 'x.db'");
    sql("chance", "SELECT * FROM source WHERE random() < 0.5");
    sql("chance in a subquery", "SELECT * FROM (SELECT *, uuid() AS u FROM source) WHERE u <> 'x'");
    sql("the time of day", "SELECT * FROM source WHERE pickup < now()");
    sql(
        "the time of day without brackets",
        "SELECT * FROM source WHERE pickup < current_timestamp");
    sql("today", "SELECT * FROM source WHERE pickup::DATE < today()");
    sql("a sample", "SELECT * FROM source USING SAMPLE 10%");
    sql("a column that is not there", "SELECT fair FROM source");
    sql("an outcome without a column", "SELECT * EXCLUDE (zone) FROM source");
    sql("an outcome of another type", "SELECT * REPLACE ('x' AS distance) FROM source");
    sql("an outcome with fractions", "SELECT * REPLACE (0.5 AS passengers) FROM source");
    sql("an outcome without rows", "SELECT * FROM source WHERE fare < 0");
    sql("a conversion that fails", "SELECT * REPLACE (zone::DOUBLE AS distance) FROM source");
  }

  private void splits() throws IOException {
    cases.put("an empty part", rides("empty").usual().split(until("2026-01-20T00:00:00Z")));
    cases.put(
        "an empty part of a rolling split",
        rides("rolling")
            .usual()
            .split(
                new Split.Rolling(
                    Duration.ofDays(5),
                    Duration.ofHours(1),
                    Duration.ZERO,
                    Duration.ofHours(36),
                    Duration.ZERO,
                    Duration.ZERO)));
    cases.put(
        "boundaries out of order",
        rides("order")
            .usual()
            .split(
                new Split.Boundaries(
                    null,
                    Instant.parse("2026-01-09T00:00:00Z"),
                    null,
                    Instant.parse("2026-01-08T00:00:00Z"),
                    null,
                    Duration.ZERO,
                    Duration.ZERO)));
    cases.put(
        "shares that do not add up",
        rides("shares").usual().split(new Split.Hash("id", 60, 10, 10, 10)));
    cases.put(
        "a hash of a feature", rides("hash").usual().split(new Split.Hash("zone", 60, 10, 10, 20)));
    cases.put(
        "a split by time without a time",
        rides("no time")
            .usual()
            .predictionTime(null)
            .column(Column.of("pickup", ColumnType.Timestamp, Role.Auxiliary)));
  }

  private String refusal(String name, Rides rides) {
    Throwable thrown = catchThrowable(rides::run);
    assertThat(thrown).as(name).isInstanceOf(JobRefusedException.class);
    JobRefusedException refused = (JobRefusedException) thrown;
    assertThat(refused.result()).as(name).isPresent();
    return refused.reason() + ": " + refused.getMessage();
  }

  private Rides rides(String name) throws IOException {
    return new Rides(Files.createTempDirectory(directory, name.replaceAll("[^a-zA-Z]", "-")));
  }

  private void none(String name) throws IOException {
    cases.put(name, rides(name).uris("s3://lake/2026-*.csv"));
  }

  private void of(String name, String text) throws IOException {
    cases.put(name, rides(name).file("rides.csv", text));
  }

  private void bytes(String name, byte[] bytes) throws IOException {
    cases.put(name, rides(name).file("rides.csv", bytes));
  }

  private void sql(String name, String sql) throws IOException {
    cases.put(name, rides(name).usual().prepare(sql));
  }

  private static String row(String id) {
    return id + ",2026-01-01T12:00:00Z,1.5,1,zone,4\n";
  }

  private static Column number(String name, @Nullable String min, @Nullable String max) {
    return new Column(name, ColumnType.Double, Role.Feature, null, min, max, null, null);
  }

  private static Column number(String name, ColumnType type, String max) {
    return new Column(name, type, Role.Feature, null, null, max, null, null);
  }

  private static Column late(String name, Role role, String availableAt) {
    return new Column(name, ColumnType.Double, role, availableAt, null, null, null, null);
  }

  private static Split until(String testFrom) {
    return new Split.Boundaries(
        null, null, null, Instant.parse(testFrom), null, Duration.ZERO, Duration.ZERO);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
