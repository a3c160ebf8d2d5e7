package dev.sextant.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Baseline;
import dev.sextant.contracts.job.TrainJob.Bootstrap;
import dev.sextant.contracts.job.TrainJob.Encoding;
import dev.sextant.contracts.job.TrainJob.Impute;
import dev.sextant.contracts.job.TrainJob.Preprocess;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.model.BaselineResult;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Signature;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobInterruptedException;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.ProgressUpdate;
import dev.sextant.worker.shell.WorkerContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training from stored Parquet files to a stored, served and proven model. */
final class TrainingJobTest {
  private static final Map<SplitName, Integer> ROWS =
      Map.of(SplitName.train, 500, SplitName.validation, 120, SplitName.test, 150);
  private static final Trainer TREES =
      new Trainer.XGBoost(60, 8, Map.of("eta", "0.2", "max_depth", "3"));
  private static final Target CARD = new Target.Binary("card", 0.5);

  private static MemoryArtifacts snapshots;
  private static RideSnapshot.Stored fares;
  private static RideSnapshot.Stored payments;

  @TempDir private Path directory;
  private final MemoryArtifacts artifacts = new MemoryArtifacts(snapshots);
  private final List<ProgressUpdate> updates = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();
  private int attempts;

  @BeforeAll
  static void storeSnapshots(@TempDir Path parts) throws Exception {
    snapshots = new MemoryArtifacts();
    fares = RideSnapshot.store("fare", snapshots, parts, 5, ROWS);
    payments = RideSnapshot.store("paid", snapshots, parts, 6, ROWS);
  }

  private static TrainJob job(
      RideSnapshot.Stored snapshot,
      Target target,
      Trainer trainer,
      List<Preprocess> preprocess,
      List<Baseline> baselines) {
    return new TrainJob(
        new StoreLocation("http://localhost", "us-east-1", "bucket", "", true),
        new ObjectRef("space", "run", "uid"),
        Json.sha256(List.of(snapshot, target, trainer, preprocess, baselines)),
        snapshot.uri(),
        snapshot.digest(),
        target,
        preprocess,
        trainer,
        7,
        1,
        baselines,
        new Bootstrap(200, 0.95),
        4L << 30,
        300);
  }

  private static TrainJob job(RideSnapshot.Stored snapshot, Target target, Trainer trainer) {
    return job(
        snapshot,
        target,
        trainer,
        List.of(),
        List.of(new Baseline.ZeroRule(), new Baseline.Random()));
  }

  private JobOutcome.Succeeded run(TrainJob job) throws Exception {
    // As the worker gets it: empty lists are lost on the way.
    TrainJob read = Json.read(Json.write(job), TrainJob.class);
    return (JobOutcome.Succeeded) new TrainingJob().run(read, context());
  }

  private WorkerContext context() throws Exception {
    Path scratch = Files.createDirectory(directory.resolve("attempt-" + attempts++));
    return new WorkerContext(
        artifacts,
        updates::add,
        Clock.systemUTC(),
        scratch,
        Instant.now().plusSeconds(300),
        cancellation);
  }

  private static JobResult.Model model(JobOutcome.Succeeded outcome) {
    return (JobResult.Model) Objects.requireNonNull(outcome.result());
  }

  private static Metric metric(List<Metric> metrics, String name) {
    return metrics.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  private ModelManifest manifest(JobResult.Model model) {
    return Json.read(
        new String(artifacts.bytes(model.manifestUri()), StandardCharsets.UTF_8),
        ModelManifest.class);
  }

  @Test
  void treesLearnANumberAndTheServerAnswersTheSame() throws Exception {
    var job =
        job(
            fares,
            new Target.Regression(),
            TREES,
            List.of(),
            List.of(
                new Baseline.ZeroRule(),
                new Baseline.Random(),
                new Baseline.Heuristic("2.5 + 2.2 * distance")));

    var model = model(run(job));

    assertThat(model.reused()).isFalse();
    assertThat(model.digest()).startsWith("sha256:").isEqualTo(manifest(model).digest());
    assertThat(model.task()).isEqualTo(new Task.Regression());
    assertThat(model.metrics()).extracting(Metric::name).containsExactly("rmse", "mae", "r2");
    assertThat(metric(model.metrics(), "r2").value()).isGreaterThan(0.7);
    for (Metric metric : model.metrics()) {
      assertThat(metric.value()).isBetween(metric.low(), metric.high());
    }
    assertThat(model.baselines())
        .extracting(BaselineResult::name)
        .containsExactly("ZeroRule", "Random", "Heuristic");
    assertThat(model.baselines())
        .allSatisfy(b -> assertThat(Objects.requireNonNull(b.improvement().low())).isPositive());
    assertThat(model.rows())
        .containsEntry(SplitName.train, 500L)
        .containsEntry(SplitName.calibration, 0L);
    assertThat(model.parityRows()).isEqualTo(150);
    assertThat(model.parity()).isLessThan(1e-4);
    assertThat(model.bestRound()).isBetween(1, 60);
    assertThat(model.reproducibility()).isEqualTo("Bitwise");
    assertThat(model.goldenRows()).isEqualTo(16);
    assertThat(artifacts.bytes(model.goldenUri())).isNotEmpty();
    assertThat(model.dataSeenUntil()).isEqualTo("2026-03-05T07:10:00Z");
  }

  @Test
  void theSignatureIsWhatCallersSend() throws Exception {
    var model = model(run(job(fares, new Target.Regression(), TREES)));

    assertThat(model.signature().inputs())
        .extracting(Signature.Input::name)
        .containsExactly("pickup", "distance", "passengers", "zone", "night");
    assertThat(manifest(model).numericInputs())
        .containsExactly("distance", "passengers", "night", "hour", "busy", "per_passenger");
    assertThat(manifest(model).textInputs()).containsExactly("zone");
  }

  /** The rows are found again by their id: were one shifted, label or input would be another's. */
  @Test
  void whatWasPredictedOfTheTestRowsIsStoredNextToThem() throws Exception {
    var model = model(run(job(fares, new Target.Regression(), TREES)));
    FileRef file = Objects.requireNonNull(manifest(model).heldOut());
    assertThat(file.name()).isEqualTo(ModelManifest.HELD_OUT);
    assertThat(manifest(model).files()).doesNotContain(file);
    Path heldOut = directory.resolve("held-out.parquet");
    artifacts.fetch(file, heldOut);
    Path test = directory.resolve("test.parquet");
    artifacts.fetch(testPart(fares), test);

    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                ("SELECT count(*), min(row), max(row), count(DISTINCT row), avg(abs(label -"
                        + " prediction)), count(*) FILTER (label = fare AND inputs.distance IS NOT"
                        + " DISTINCT FROM distance AND inputs.zone IS NOT DISTINCT FROM zone AND"
                        + " inputs.pickup = pickup) FROM '%s' AS h JOIN '%s' AS t ON h.id = t.ride")
                    .formatted(heldOut, test))) {
      assertThat(result.next()).isTrue();
      assertThat(result.getLong(1)).isEqualTo(150);
      assertThat(result.getLong(2)).isZero();
      assertThat(result.getLong(3)).isEqualTo(149);
      assertThat(result.getLong(4)).isEqualTo(150);
      assertThat(result.getDouble(5))
          .isCloseTo(metric(model.metrics(), "mae").value(), within(1e-9));
      assertThat(result.getLong(6)).as("rows that are the test part's").isEqualTo(150);
    }
  }

  private FileRef testPart(RideSnapshot.Stored snapshot) {
    var manifest =
        Json.read(
            new String(artifacts.bytes(snapshot.uri()), StandardCharsets.UTF_8),
            SnapshotManifest.class);
    return Objects.requireNonNull(manifest.splits().get(SplitName.test)).files().getFirst();
  }

  @Test
  void treesLearnAClass() throws Exception {
    var model = model(run(job(payments, CARD, TREES)));

    assertThat(model.task()).isEqualTo(new Task.Binary("cash", "card", 0.5));
    assertThat(model.metrics())
        .extracting(Metric::name)
        .containsExactly("auc", "log_loss", "brier", "accuracy");
    assertThat(metric(model.metrics(), "auc").value()).isGreaterThan(0.65);
    assertThat(model.parity()).isLessThan(1e-5);
  }

  @Test
  void linearModelsLearnANumberAndAClass() throws Exception {
    var number = model(run(job(fares, new Target.Regression(), new Trainer.Linear(0.001))));
    var clazz = model(run(job(payments, CARD, new Trainer.Linear(0.001))));

    assertThat(metric(number.metrics(), "r2").value()).isGreaterThan(0.7);
    assertThat(metric(clazz.metrics(), "auc").value()).isGreaterThan(0.65);
    assertThat(number.bestRound()).isNull();
    assertThat(number.parity()).isLessThan(1e-9);
    assertThat(clazz.parity()).isLessThan(1e-9);
  }

  @Test
  void explicitTreatmentsOfEveryKindKeepParity() throws Exception {
    var preprocess =
        List.of(
            new Preprocess(
                List.of("passengers", "busy"),
                Encoding.OneHot,
                TrainJob.Unseen.Zeros,
                Impute.MostFrequent,
                null),
            new Preprocess(List.of("zone"), null, TrainJob.Unseen.Zeros, Impute.Constant, "zone 9"),
            new Preprocess(
                List.of("distance", "night"), Encoding.Standardize, null, Impute.Mean, null));

    var trees = model(run(job(fares, new Target.Regression(), TREES, preprocess, List.of())));
    var linear =
        model(
            run(
                job(
                    payments,
                    CARD,
                    new Trainer.Linear(0.01),
                    preprocess,
                    List.of(new Baseline.Heuristic("distance > 3.0 ? 7.0 : 0.2")))));

    assertThat(trees.parity()).isLessThan(1e-4);
    assertThat(linear.parity()).isLessThan(1e-9);
    assertThat(linear.baselines().getFirst().improvement().name()).isEqualTo("brier");
  }

  @Test
  void theSameInputTrainsOnceAndTheSameSpecGivesTheSameBits() throws Exception {
    TrainJob job = job(fares, new Target.Regression(), TREES);
    var sampled = new Trainer.XGBoost(20, 0, Map.of("subsample", "0.7", "colsample_bytree", "0.7"));
    TrainJob random = job(fares, new Target.Regression(), sampled);

    var first = model(run(job));
    var second = model(run(job));
    var third = model(run(random));
    remove(third);
    var fourth = model(run(random));

    assertThat(second.reused()).isTrue();
    assertThat(second).usingRecursiveComparison().ignoringFields("reused").isEqualTo(first);
    assertThat(fourth.reused()).isFalse();
    assertThat(fourth).usingRecursiveComparison().isEqualTo(third);
    assertThat(third.digest()).isNotEqualTo(first.digest());
  }

  private void remove(JobResult.Model model) {
    manifest(model).files().stream()
        .filter(file -> file.name().equals(ModelManifest.ONNX))
        .forEach((FileRef file) -> artifacts.remove(file));
  }

  @Test
  void progressTellsRoundsAndTheMetricOnValidation() throws Exception {
    run(job(fares, new Target.Regression(), TREES));

    assertThat(updates)
        .extracting(ProgressUpdate::phase)
        .containsSubsequence("Fetch", "Read", "Fit", "Evaluate", "Parity", "Publish");
    var round = updates.stream().filter(u -> u.round() != null).findFirst().orElseThrow();
    assertThat(round.rounds()).isEqualTo(60);
    assertThat(round.metric()).isEqualTo("rmse");
    assertThat(round.value()).isPositive();
    assertThat(updates)
        .extracting(ProgressUpdate::percent)
        .isSorted()
        .allSatisfy(percent -> assertThat(percent).isBetween(0, 100));
  }

  @Test
  void aWishToStopEndsTheFit() throws Exception {
    var job = job(fares, new Target.Regression(), new Trainer.XGBoost(100_000, 0, Map.of()));
    WorkerContext context = context();
    var stopping =
        new WorkerContext(
            artifacts,
            update -> {
              if (update.round() != null) {
                cancellation.cancel("the pod is being deleted");
              }
            },
            context.clock(),
            context.scratch(),
            context.deadline(),
            cancellation);

    assertThatThrownBy(() -> new TrainingJob().run(job, stopping))
        .isInstanceOf(JobInterruptedException.class);
  }

  private void assertRefused(TrainJob job, String reason, String message) {
    assertThatThrownBy(() -> run(job))
        .isInstanceOfSatisfying(
            JobRefusedException.class,
            refusal -> {
              assertThat(refusal).hasMessage(message);
              assertThat(refusal.reason()).isEqualTo(reason);
            });
  }

  @Test
  void anUnknownPositiveClassIsRefusedWithTheValuesThatThereAre() {
    assertRefused(
        job(payments, new Target.Binary("credit", 0.5), TREES),
        "PositiveUnknown",
        "spec.task.positive: 'credit' does not occur in the label 'paid'; values are 'cash',"
            + " 'card'");
  }

  @Test
  void aTextCannotBeRegressed() {
    assertRefused(
        job(payments, new Target.Regression(), TREES),
        "LabelNotNumeric",
        "spec.task.kind: Regression predicts a number, but the label 'paid' is a String; use Binary"
            + " or another label");
  }

  @Test
  void unknownColumnsAndParametersAreRefusedByTheirPath() {
    var preprocess =
        List.of(
            new Preprocess(List.of("zone"), null, null, null, null),
            new Preprocess(List.of("zome"), null, null, null, null));
    assertRefused(
        job(fares, new Target.Regression(), TREES, preprocess, List.of()),
        "InvalidPreprocess",
        "spec.preprocess[1].columns[0]: 'zome' is no input of the model; inputs are distance,"
            + " passengers, zone, night, hour, busy, per_passenger");
    assertRefused(
        job(fares, new Target.Regression(), new Trainer.XGBoost(10, 0, Map.of("booster", "dart"))),
        "InvalidParameter",
        "spec.trainer.xgboost.params.booster: must stay gbtree, the only one that can be exported;"
            + " leave it out");
    assertRefused(
        job(fares, new Target.Regression(), new Trainer.XGBoost(10, 0, Map.of("max_depth", "x"))),
        "InvalidParameter",
        "spec.trainer.xgboost.params.max_depth: 'x' must be a whole number from 0 up");
  }

  @Test
  void aHeuristicThatReadsTheLabelIsRefused() {
    var job =
        job(
            fares,
            new Target.Regression(),
            TREES,
            List.of(),
            List.of(new Baseline.ZeroRule(), new Baseline.Heuristic("fare * 1.0")));

    assertThatThrownBy(() -> run(job))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageStartingWith("spec.baselines[1].cel: ");
  }

  @Test
  void emptyAndSmallPartsAreRefused() throws Exception {
    var noTest =
        RideSnapshot.store(
            "fare", artifacts, directory, 1, Map.of(SplitName.train, 50, SplitName.validation, 10));
    var noValidation =
        RideSnapshot.store(
            "fare", artifacts, directory, 2, Map.of(SplitName.train, 50, SplitName.test, 10));
    var few =
        RideSnapshot.store(
            "fare", artifacts, directory, 3, Map.of(SplitName.train, 4, SplitName.test, 10));

    assertRefused(
        job(noTest, new Target.Regression(), TREES),
        "EmptyPart",
        "spec.dataset: the snapshot's test part is empty; change the Dataset's split");
    assertRefused(
        job(noValidation, new Target.Regression(), TREES),
        "NoValidationRows",
        "spec.trainer.xgboost.earlyStopping: the snapshot has no validation rows to decide by; give"
            + " its Dataset a validation part, or set earlyStopping to 0");
    assertRefused(
        job(few, new Target.Regression(), new Trainer.Linear(1)),
        "TooFewRows",
        "spec.dataset: the train part has 4 rows with a label, at least 10 are needed; change the"
            + " Dataset's split or give it more data");
  }

  @Test
  void whatDoesNotFitIsRefusedWithANumber() {
    TrainJob job = job(fares, new Target.Regression(), TREES);
    var small =
        new TrainJob(
            job.store(),
            job.owner(),
            job.inputHash(),
            job.snapshotUri(),
            job.snapshotDigest(),
            job.target(),
            job.preprocess(),
            job.trainer(),
            job.seed(),
            job.threads(),
            job.baselines(),
            job.bootstrap(),
            100L << 20,
            job.deadlineSeconds());

    assertThatThrownBy(() -> run(small))
        .isInstanceOf(JobRefusedException.class)
        .hasMessageStartingWith("spec.resources.limits.memory: 620 rows of ")
        .hasMessageContaining("the container has 101 MiB");
  }
}
