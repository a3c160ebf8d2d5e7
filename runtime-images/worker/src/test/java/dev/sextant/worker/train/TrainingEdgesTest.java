package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.ColumnType;
import dev.sextant.contracts.data.Role;
import dev.sextant.contracts.data.SnapshotColumn;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.model.Metric;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.WorkerContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data at the edge of what can be learnt from: every one of them gives a model whose server answers
 * as the trainer predicts, or is refused in one sentence.
 */
class TrainingEdgesTest {
  private static final Trainer TREES = new Trainer.XGBoost(12, 0, Map.of("max_depth", "3"));
  private static final Trainer LINEAR = new Trainer.Linear(0.1);
  private static final Target NUMBER = new Target.Regression();
  private static final Target YES = new Target.Binary("yes", 0.5);

  @TempDir private Path directory;
  private final MemoryArtifacts artifacts = new MemoryArtifacts();
  private int attempts;

  private static Stream<Trainer> trainers() {
    return Stream.of(TREES, LINEAR);
  }

  /** A number, a text and a number to predict; {@code i} counts the rows. */
  private static String usual(int rows) {
    return "SELECT i * 0.5 AS x, 'k' || i % 3 AS k, i * 2.0 + i % 3 AS y FROM range("
        + rows
        + ") t(i)";
  }

  /** A number, a text and a class to predict. */
  private static String classes(int rows) {
    return "SELECT i * 0.5 AS x, 'k' || i % 3 AS k, CASE WHEN i % 4 < 2 THEN 'yes' ELSE 'no' END AS y"
        + " FROM range("
        + rows
        + ") t(i)";
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void oneRowIsTooFew(Trainer trainer) throws Exception {
    assertThat(refused(NUMBER, trainer, usual(1), usual(5)))
        .isEqualTo(
            "TooFewRows: spec.dataset: the train part has 1 rows with a label, at least 10 are needed;"
                + " change the Dataset's split or give it more data");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aConstantLabelTeachesNothing(Trainer trainer) throws Exception {
    String constant = usual(20).replace("i * 2.0 + i % 3 AS y", "7.5 AS y");

    assertThat(refused(NUMBER, trainer, constant, usual(5)))
        .isEqualTo(
            "LabelConstant: spec.task: the label 'y' is 7.5 in every train row; there is nothing to"
                + " learn");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void oneClassInTrainTeachesNothing(Trainer trainer) throws Exception {
    String no = classes(20).replace("i % 4 < 2", "false");

    assertThat(refused(YES, trainer, no, classes(8)))
        .isEqualTo(
            "LabelConstant: spec.task: the label 'y' is 'no' in every train row; there is nothing to"
                + " learn");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void oneClassInTestLeavesOutWhatIsNotDefined(Trainer trainer) throws Exception {
    JobResult.Model model = model(YES, trainer, classes(40), classes(1));

    assertThat(model.metrics()).extracting(Metric::name).contains("log_loss", "brier");
    assertThat(model.metrics()).extracting(Metric::name).doesNotContain("auc");
    assertThat(model.parityRows()).isEqualTo(1);
  }

  @Test
  void aColumnWithoutValuesIsNoHindranceToTrees() throws Exception {
    String missing = usual(40).replace("i * 0.5 AS x", "NULL::DOUBLE AS x");

    assertThat(model(NUMBER, TREES, missing, missing).parityRows()).isEqualTo(40);
  }

  @Test
  void aColumnWithoutValuesHasNoMedianForALinearModel() throws Exception {
    String missing = usual(40).replace("i * 0.5 AS x", "NULL::DOUBLE AS x");

    assertThat(refused(NUMBER, LINEAR, missing, usual(5)))
        .isEqualTo(
            "AllMissing: spec.preprocess: 'x' has no value in any train row; leave it out of the"
                + " Dataset or impute a Constant");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aTextWithoutValuesIsOneCategory(Trainer trainer) throws Exception {
    String missing = usual(40).replace("'k' || i % 3 AS k", "NULL::VARCHAR AS k");

    assertThat(model(NUMBER, trainer, missing, usual(6)).parityRows()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aConstantFeatureChangesNothing(Trainer trainer) throws Exception {
    String constant = usual(40).replace("i * 0.5 AS x", "1e9 AS x");

    assertThat(model(NUMBER, trainer, constant, usual(6)).parityRows()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void categoriesThatTrainNeverHadAreAnswered(Trainer trainer) throws Exception {
    String other = usual(9).replace("'k'", "'never seen '");

    assertThat(model(NUMBER, trainer, usual(60), other).parityRows()).isEqualTo(9);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aCategoryARowStaysBounded(Trainer trainer) throws Exception {
    String many = usual(3_000).replace("i % 3 AS k", "i AS k");

    assertThat(model(NUMBER, trainer, many, many.replace("range(3000)", "range(50)")).parityRows())
        .isEqualTo(50);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void labelsThatAreNotANumberAreLeftOutAndCounted(Trainer trainer) throws Exception {
    String some =
        usual(40)
            .replace(
                "i * 2.0 + i % 3 AS y", "CASE WHEN i % 4 = 0 THEN 'nan'::DOUBLE ELSE i END AS y");

    JobResult.Model model = model(NUMBER, trainer, some, some);

    assertThat(model.rows()).containsEntry(SplitName.train, 30L).containsEntry(SplitName.test, 30L);
  }

  @Test
  void earlyStoppingNeedsSomethingToWatch() throws Exception {
    assertThat(refused(NUMBER, new Trainer.XGBoost(20, 5, Map.of()), usual(40), usual(5)))
        .startsWith(
            "NoValidationRows: spec.trainer.xgboost.earlyStopping: the snapshot has no validation rows");
  }

  @Test
  void labelsThatSinglePrecisionCannotHoldAreRefused() throws Exception {
    String huge = usual(40).replace("i * 2.0 + i % 3 AS y", "i * 1e300 AS y");

    assertThat(refused(NUMBER, TREES, huge, usual(5)))
        .isEqualTo(
            "NumberTooLarge: spec.dataset: the label has 1.0E300, and the largest number that trees"
                + " learn is 3.4e38; bound it by max, or scale it in prepare.sql");
  }

  @Test
  void labelsWhoseSquaresSinglePrecisionCannotHoldAreRefused() throws Exception {
    String huge = usual(40).replace("i * 2.0 + i % 3 AS y", "i * 1e30 AS y");

    assertThat(
            refused(
                NUMBER,
                new Trainer.XGBoost(20, 5, Map.of()),
                Map.of(SplitName.train, huge, SplitName.validation, huge, SplitName.test, huge)))
        .startsWith("Diverged: spec.trainer.xgboost.params: the metric on validation is");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void whatIsRecordedAsReproducibleIs(Trainer trainer) throws Exception {
    JobResult.Model one = model(YES, trainer, classes(200), classes(40));
    JobResult.Model two = model(YES, trainer, classes(200), classes(40));

    assertThat(one.reproducibility()).isEqualTo("Bitwise");
    assertThat(two.digest()).isEqualTo(one.digest());
    assertThat(two.metrics()).isEqualTo(one.metrics());
    assertThat(two.baselines()).isEqualTo(one.baselines());
  }

  @Test
  void severalThreadsAreRecordedAsStatistical() throws Exception {
    Stored snapshot = store(parts(classes(200), classes(40)), ColumnType.String);

    JobResult.Model model =
        (JobResult.Model)
            Objects.requireNonNull(
                ((JobOutcome.Succeeded) run(job(snapshot, YES, TREES, 2), artifacts)).result());

    assertThat(model.reproducibility()).isEqualTo("Statistical");
  }

  private static Map<SplitName, String> parts(String train, String test) {
    return Map.of(SplitName.train, train, SplitName.test, test);
  }

  private JobResult.Model model(Target target, Trainer trainer, String train, String test)
      throws Exception {
    // A store of its own each time, so that nothing is found again.
    MemoryArtifacts fresh = new MemoryArtifacts();
    Stored snapshot = store(parts(train, test), type(target), fresh);
    JobOutcome outcome = run(job(snapshot, target, trainer, 1), fresh);
    return (JobResult.Model) Objects.requireNonNull(((JobOutcome.Succeeded) outcome).result());
  }

  private String refused(Target target, Trainer trainer, String train, String test)
      throws Exception {
    return refused(target, trainer, parts(train, test));
  }

  private String refused(Target target, Trainer trainer, Map<SplitName, String> parts)
      throws Exception {
    Stored snapshot = store(parts, type(target));
    JobRefusedException refused =
        catchThrowableOfType(
            JobRefusedException.class, () -> run(job(snapshot, target, trainer, 1), artifacts));
    assertThat(refused.getMessage().lines()).hasSize(1);
    return refused.reason() + ": " + refused.getMessage();
  }

  private static ColumnType type(Target target) {
    return target instanceof Target.Regression ? ColumnType.Double : ColumnType.String;
  }

  private JobOutcome run(TrainJob job, MemoryArtifacts store) throws Exception {
    return new TrainingJob()
        .run(
            job,
            new WorkerContext(
                store,
                update -> {},
                Clock.systemUTC(),
                Files.createDirectory(directory.resolve("attempt-" + attempts++)),
                Instant.now().plusSeconds(300),
                new Cancellation()));
  }

  private static TrainJob job(Stored snapshot, Target target, Trainer trainer, int threads) {
    return new TrainJob(
        new StoreLocation("http://localhost", "us-east-1", "bucket", "", true),
        new ObjectRef("space", "run", "uid"),
        Json.sha256(List.of(snapshot, target, trainer, threads)),
        snapshot.uri(),
        snapshot.digest(),
        target,
        List.of(),
        trainer,
        7,
        threads,
        List.of(new TrainJob.Baseline.ZeroRule(), new TrainJob.Baseline.Random()),
        new TrainJob.Bootstrap(50, 0.95),
        4L << 30,
        300);
  }

  private record Stored(String uri, String digest) {}

  private Stored store(Map<SplitName, String> parts, ColumnType label) throws Exception {
    return store(parts, label, artifacts);
  }

  /** A snapshot whose parts are what queries give. */
  private Stored store(Map<SplitName, String> parts, ColumnType label, MemoryArtifacts store)
      throws Exception {
    var splits = new EnumMap<SplitName, SplitData>(SplitName.class);
    for (SplitName name : SplitName.values()) {
      splits.put(name, part(name, parts.get(name), store));
    }
    var columns =
        List.of(
            new SnapshotColumn("x", ColumnType.Double, Role.Feature, false),
            new SnapshotColumn("k", ColumnType.String, Role.Feature, false),
            new SnapshotColumn("y", label, Role.Label, false));
    String digest = "sha256:" + Json.sha256(Map.of("parts", parts, "columns", columns));
    var manifest =
        new SnapshotManifest(
            1,
            digest,
            columns,
            List.of(),
            null,
            "UTC",
            splits,
            0,
            null,
            new FileRef("profile.json", "0".repeat(64), 0),
            List.of(),
            List.of());
    byte[] json = Json.write(manifest).getBytes(StandardCharsets.UTF_8);
    return new Stored(store.putManifest(Artifacts.Kind.snapshots, digest, json), digest);
  }

  private SplitData part(SplitName name, String query, MemoryArtifacts store) throws Exception {
    if (query == null) {
      return new SplitData(0, "", null, null, List.of());
    }
    Path file = directory.resolve(name + ".parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT x::DOUBLE AS x, k, y FROM (%s)) TO '%s' (FORMAT parquet)"
              .formatted(query, file));
      try (var count = statement.executeQuery("SELECT count(*) FROM '%s'".formatted(file))) {
        count.next();
        return new SplitData(
            count.getLong(1),
            Json.sha256(query),
            null,
            null,
            List.of(store.put(name + ".parquet", file)));
      }
    }
  }
}
