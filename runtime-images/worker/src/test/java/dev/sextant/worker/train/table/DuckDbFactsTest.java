package dev.sextant.worker.train.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobInterruptedException;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.train.MemoryArtifacts;
import dev.sextant.worker.train.RawTable;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.InputFitter;
import dev.sextant.worker.train.encode.TrainFacts;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries say of a Parquet file what plain code says of the same rows. */
final class DuckDbFactsTest {
  private static final int ROWS = 400;
  private static final String NAME = "odd \"name\"";

  @TempDir private Path directory;
  private Path file;
  private final Cancellation cancellation = new Cancellation();
  private WorkerContext context;
  private RawTable table;

  @BeforeEach
  void writeRows() throws Exception {
    context =
        new WorkerContext(
            new MemoryArtifacts(),
            update -> {},
            Clock.systemUTC(),
            directory,
            Instant.now().plusSeconds(60),
            cancellation);
    var random = new Random(4);
    var numbers = new double[ROWS];
    var texts = new String[ROWS];
    var big = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      numbers[i] = random.nextInt(9) == 0 ? Double.NaN : random.nextInt(50) / 7.0;
      texts[i] = random.nextInt(7) == 0 ? "" : "it's " + random.nextInt(12);
      big[i] = i == 300 ? (1 << 24) + 1 : i;
    }
    table = new RawTable(ROWS).numbers("x", numbers).texts(NAME, texts).numbers("big", big);
    file = directory.resolve("train.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      try (var statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE rows (x DOUBLE, \"odd \"\"name\"\"\" VARCHAR, big BIGINT, label DOUBLE,"
                + " unit VARCHAR)");
      }
      try (var insert = connection.prepareStatement("INSERT INTO rows VALUES (?, ?, ?, ?, ?)")) {
        for (int i = 0; i < ROWS; i++) {
          insert.setObject(1, Double.isNaN(numbers[i]) && i % 2 == 0 ? null : numbers[i]);
          insert.setObject(2, texts[i].isEmpty() && i % 2 == 0 ? null : texts[i]);
          insert.setObject(3, (long) big[i]);
          insert.setObject(4, i == 7 ? null : (double) i);
          insert.setObject(5, i % 10 == 0 ? null : "unit " + i % 3);
          insert.execute();
        }
      }
      try (var statement = connection.createStatement()) {
        statement.execute("COPY rows TO '%s' (FORMAT parquet)".formatted(file));
      }
    }
  }

  /** A single query may take longer than the whole job: nothing is read between its rows. */
  @Test
  void endsAQueryAtTheDeadlineOfTheJob() throws Exception {
    context =
        new WorkerContext(
            new MemoryArtifacts(),
            update -> {},
            Clock.systemUTC(),
            directory,
            Instant.now().plus(Duration.ofMillis(300)),
            cancellation);
    try (SnapshotDatabase database = open("x")) {
      assertThatThrownBy(() ->
              database.query(
                  "SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 3",
                  row -> row.getLong(1)))
          .isInstanceOfSatisfying(
              JobInterruptedException.class,
              stopped -> assertThat(stopped.toOutcome().reason()).isEqualTo("DeadlineExceeded"));
    }
  }

  private SnapshotDatabase open(String label) throws Exception {
    return SnapshotDatabase.open(
        Map.of(SplitName.train, List.of(file)), label, ColumnType.Double, context, 256L << 20);
  }

  private static List<SnapshotColumn> columns() {
    return List.of(
        new SnapshotColumn("x", ColumnType.Double, Role.Feature, false),
        new SnapshotColumn(NAME, ColumnType.String, Role.Feature, false),
        new SnapshotColumn("big", ColumnType.Integer, Role.Feature, false));
  }

  @Test
  void factsEqualThoseOfPlainCode() throws Exception {
    // The column "big" is never missing: every row counts.
    try (var database = open("big")) {
      var facts = new DuckDbFacts(database, columns(), ROWS);

      assertThat(facts.missing("x")).isEqualTo(table.missing("x"));
      assertThat(facts.missing(NAME)).isEqualTo(table.missing(NAME));
      assertThat(facts.median("x").orElseThrow())
          .isCloseTo(table.median("x").orElseThrow(), within(1e-12));
      assertThat(facts.mean("x").orElseThrow())
          .isCloseTo(table.mean("x").orElseThrow(), within(1e-12));
      assertThat(facts.numbers("x", 5)).isEqualTo(table.numbers("x", 5));
      assertThat(facts.texts(NAME, 5)).isEqualTo(table.texts(NAME, 5));
      assertMoments(facts, null);
      assertMoments(facts, 0.1);
    }
  }

  private void assertMoments(TrainFacts facts, @Nullable Double fill) {
    var moments = facts.moments("x", fill);
    var expected = table.moments("x", fill);
    assertThat(moments.mean()).isCloseTo(expected.mean(), within(1e-12));
    assertThat(moments.deviation()).isCloseTo(expected.deviation(), within(1e-12));
  }

  private EncodedPart read(SnapshotDatabase database, Family family) throws Exception {
    var columns = columns();
    var layout =
        new InputFitter(new DuckDbFacts(database, columns, ROWS - 1), family)
            .fit(columns, List.of());
    var label = new Label("label", ColumnType.Double, new Task.Regression());
    return new PartReader(database, layout, label, family, () -> {})
        .read(
            SplitName.train,
            ROWS - 1,
            Optional.of(new SnapshotColumn("unit", ColumnType.String, Role.Entity, false)));
  }

  @Test
  void rowsComeInOrderAndThoseWithoutALabelAreLeftOut() throws Exception {
    try (var database = open("label")) {
      EncodedPart part = read(database, Family.Linear);

      assertThat(database.rows(SplitName.train)).isEqualTo(ROWS - 1);
      assertThat(part.labels()).isSorted().doesNotContain(7.0).hasSize(ROWS - 1);
      // Three named units, and each of the 40 rows without a unit is one.
      assertThat(part.units().count()).isEqualTo(43);
    }
  }

  @Test
  void classesAreNamedAsPeopleWriteThemAndTheOneAskedForComesFirst() throws Exception {
    try (var database = open("label")) {
      var parts = List.of(SplitName.train);

      assertThat(database.labelValues(parts, "label", ColumnType.Double, "399", 2))
          .containsExactly(
              new SnapshotDatabase.LabelValue("399", 1), new SnapshotDatabase.LabelValue("0", 1));
      assertThat(database.labelValues(parts, "big", ColumnType.Integer, "16777217", 1))
          .containsExactly(new SnapshotDatabase.LabelValue("16777217", 1));
      assertThat(database.labelValues(parts, "unit", ColumnType.String, "none's", 1))
          .extracting(SnapshotDatabase.LabelValue::rows)
          .doesNotContain(1L);
    }
  }

  @Test
  void wholeNumbersThatTreesCannotTellApartAreRefused() throws Exception {
    try (var database = open("label")) {
      assertThatThrownBy(() -> read(database, Family.Trees))
          .isInstanceOf(JobRefusedException.class)
          .hasMessageStartingWith("column 'big': 16777217 is beyond 16777216");
    }
  }
}
