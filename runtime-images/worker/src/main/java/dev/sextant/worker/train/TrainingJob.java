package dev.sextant.worker.train;

import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.model.BaselineResult;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.Task;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.Job;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.train.encode.Family;
import dev.sextant.worker.train.encode.InputFitter;
import dev.sextant.worker.train.encode.InputLayout;
import dev.sextant.worker.train.evaluate.Baselines;
import dev.sextant.worker.train.evaluate.Evaluation;
import dev.sextant.worker.train.fit.FittedModel;
import dev.sextant.worker.train.linear.LinearTrainer;
import dev.sextant.worker.train.onnx.ModelGraph;
import dev.sextant.worker.train.parity.GoldenCases;
import dev.sextant.worker.train.parity.ParityGate;
import dev.sextant.worker.train.parity.RawSample;
import dev.sextant.worker.train.parity.Tolerance;
import dev.sextant.worker.train.table.DuckDbFacts;
import dev.sextant.worker.train.table.EncodedPart;
import dev.sextant.worker.train.table.Label;
import dev.sextant.worker.train.table.MemoryBudget;
import dev.sextant.worker.train.table.PartReader;
import dev.sextant.worker.train.table.RawReader;
import dev.sextant.worker.train.table.SnapshotDatabase;
import dev.sextant.worker.train.xgboost.BoosterTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains, measures, proves and publishes one model, or finds the one that the input gave before.
 */
public final class TrainingJob implements Job<TrainJob> {
  private static final int FEWEST_TRAIN_ROWS = 10;
  private static final int PARITY_ROWS = 10_000;
  private static final long SMALLEST_DATABASE = 128L << 20;

  @Override
  public JobOutcome run(TrainJob spec, WorkerContext context) throws Exception {
    context.phase("Fetch", 0);
    var past = new PastResults(context.artifacts());
    Optional<JobResult.Model> found = past.find(spec.inputHash());
    if (found.isPresent()) {
      return new JobOutcome.Succeeded(
          "the same input was trained before: " + sentence(found.get()),
          found.get().digest(),
          found.get());
    }
    SnapshotManifest snapshot = Parts.manifest(spec, context);
    var columns = ModelColumns.of(snapshot);
    var baselines = new Baselines(orEmpty(spec.baselines()), columns.all());
    Map<SplitName, List<Path>> files = Parts.fetch(snapshot, context);
    try (var database =
        SnapshotDatabase.open(
            files,
            columns.label().name(),
            columns.label().type(),
            context.scratch(),
            Math.max(SMALLEST_DATABASE, spec.memoryBytes() / 6))) {
      JobResult.Model result =
          new Run(spec, context, snapshot, columns, baselines, database, files.keySet()).run();
      past.keep(result);
      return new JobOutcome.Succeeded(sentence(result), result.digest(), result);
    }
  }

  private static String sentence(JobResult.Model result) {
    String metrics =
        Optional.ofNullable(result.metrics()).stream()
            .flatMap(List::stream)
            .findFirst()
            .map(metric -> String.format(Locale.ROOT, ", %s %.4g", metric.name(), metric.value()))
            .orElse("");
    return "%d train rows, %d test rows%s"
        .formatted(
            result.rows().getOrDefault(SplitName.train, 0L),
            result.rows().getOrDefault(SplitName.test, 0L),
            metrics);
  }

  // An empty list is not written to JSON and comes back as null.
  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }

  /** One training from open parts to a published model. */
  private static final class Run {
    private final TrainJob spec;
    private final WorkerContext context;
    private final SnapshotManifest snapshot;
    private final ModelColumns columns;
    private final Baselines baselines;
    private final SnapshotDatabase database;
    private final Set<SplitName> present;
    private final Seeds seeds;
    private final Map<SplitName, Long> rows = new EnumMap<>(SplitName.class);

    Run(
        TrainJob spec,
        WorkerContext context,
        SnapshotManifest snapshot,
        ModelColumns columns,
        Baselines baselines,
        SnapshotDatabase database,
        Set<SplitName> present) {
      this.spec = spec;
      this.context = context;
      this.snapshot = snapshot;
      this.columns = columns;
      this.baselines = baselines;
      this.database = database;
      this.present = present;
      this.seeds = new Seeds(spec.seed());
    }

    JobResult.Model run() throws IOException, SQLException, InterruptedException {
      context.phase("Read", 8);
      Task task = task();
      countRows();
      Family family =
          switch (spec.trainer()) {
            case Trainer.XGBoost ignored -> Family.Trees;
            case Trainer.Linear ignored -> Family.Linear;
          };
      long trainRows = rows.getOrDefault(SplitName.train, 0L);
      InputLayout layout =
          new InputFitter(new DuckDbFacts(database, columns.inputs(), trainRows), family)
              .fit(columns.inputs(), orEmpty(spec.preprocess()));
      if (layout.width() == 0) {
        throw new JobRefusedException(
            "AllMissing",
            "spec.preprocess: no input has a value that could be encoded in any train row");
      }
      MemoryBudget.check(
          layout,
          family,
          trainRows + rows.getOrDefault(SplitName.validation, 0L),
          rows.getOrDefault(SplitName.test, 0L),
          spec.memoryBytes(),
          Runtime.getRuntime().maxMemory());
      var label = new Label(columns.label().name(), columns.label().type(), task);
      var reader = new PartReader(database, layout, label, family, context::checkpoint);
      EncodedPart train =
          reader.read(SplitName.train, Math.toIntExact(trainRows), Optional.empty());
      TaskDecision.requireVariation(task, columns.label(), train.labels());
      try (FittedModel model = fit(task, train, reader)) {
        return prove(task, layout, model, train.labels(), reader);
      }
    }

    private Task task() throws SQLException {
      var label = columns.label();
      return switch (spec.target()) {
        case Target.Regression ignored -> TaskDecision.regression(label);
        case Target.Binary binary ->
            TaskDecision.binary(
                binary,
                label,
                database.labelValues(
                    List.copyOf(present),
                    label.name(),
                    label.type(),
                    binary.positive(),
                    TaskDecision.VALUES));
      };
    }

    private void countRows() throws SQLException {
      for (var entry : snapshot.splits().entrySet()) {
        SplitName name = entry.getKey();
        rows.put(name, present.contains(name) ? database.rows(name) : entry.getValue().rows());
      }
      require(SplitName.train, FEWEST_TRAIN_ROWS);
      require(SplitName.test, 1);
    }

    private void require(SplitName part, int fewest) {
      long count = rows.getOrDefault(part, 0L);
      if (count < fewest) {
        throw new JobRefusedException(
            "TooFewRows",
            "spec.dataset: the %s part has %d rows with a label, at least %d are needed; change the"
                    .formatted(part, count, fewest)
                + " Dataset's split or give it more data");
      }
    }

    private FittedModel fit(Task task, EncodedPart train, PartReader reader) throws SQLException {
      context.phase("Fit", FitProgress.BEFORE);
      var progress = new FitProgress(context);
      boolean binary = task instanceof Task.Binary;
      return switch (spec.trainer()) {
        case Trainer.Linear linear -> {
          var trainer = new LinearTrainer(linear.l2(), progress);
          yield binary ? trainer.logistic(train) : trainer.ridge(train);
        }
        case Trainer.XGBoost xgboost -> {
          var plain =
              new Trainer.XGBoost(
                  xgboost.rounds(),
                  xgboost.earlyStopping(),
                  Objects.requireNonNullElse(xgboost.params(), Map.<String, String>of()));
          var trainer =
              new BoosterTrainer(plain, binary, seeds.smallOf("trainer"), spec.threads(), progress);
          long validationRows = rows.getOrDefault(SplitName.validation, 0L);
          Optional<EncodedPart> validation =
              validationRows == 0
                  ? Optional.empty()
                  : Optional.of(
                      reader.read(
                          SplitName.validation, Math.toIntExact(validationRows), Optional.empty()));
          yield trainer.fit(train, validation);
        }
      };
    }

    private JobResult.Model prove(
        Task task, InputLayout layout, FittedModel model, double[] trainLabels, PartReader reader)
        throws IOException, SQLException, InterruptedException {
      context.phase("Evaluate", 80);
      EncodedPart test =
          reader.read(
              SplitName.test,
              Math.toIntExact(rows.getOrDefault(SplitName.test, 0L)),
              columns.unit());
      double[] predictions = model.predict(test);
      requireFinite(predictions);
      var evaluation =
          new Evaluation(
              task, test.labels(), test.units(), spec.bootstrap(), seeds.of("bootstrap"));
      List<Metric> metrics = evaluation.metrics(predictions);
      List<BaselineResult> compared = compare(evaluation, trainLabels, predictions);

      context.phase("Parity", 88);
      var raw = new RawReader(database, context::checkpoint);
      var tolerance = Tolerance.of(predictions);
      RawSample sample = RawSample.read(raw, columns.requested(), predictions.length, PARITY_ROWS);
      GoldenRequests golden = GoldenCases.make(task, sample, predictions, tolerance);
      ModelDirectory directory =
          ModelDirectory.write(
              context.scratch().resolve("model"),
              task,
              columns,
              snapshot.timeZone(),
              layout,
              ModelGraph.write(layout, model.scorer()),
              golden);
      ParityGate.Proof proof =
          new ParityGate(task, tolerance, context::checkpoint)
              .check(directory.path(), sample, predictions);

      context.phase("Publish", 96);
      return publish(
          directory, metrics, compared, model.bestRound(), proof, GoldenCases.rows(golden));
    }

    private static void requireFinite(double[] predictions) {
      for (double prediction : predictions) {
        if (!Double.isFinite(prediction)) {
          throw new JobRefusedException(
              "Diverged",
              "spec.trainer: the model predicts %s for a test row; use a smaller step or more"
                      .formatted(prediction)
                  + " regularisation");
        }
      }
    }

    private List<BaselineResult> compare(
        Evaluation evaluation, double[] trainLabels, double[] predictions) throws SQLException {
      var raw = new RawReader(database, context::checkpoint);
      var compared = new ArrayList<BaselineResult>();
      for (var baseline :
          baselines.predict(trainLabels, predictions.length, raw, seeds.of("baseline"))) {
        context.checkpoint();
        compared.add(evaluation.compare(baseline.name(), baseline.values(), predictions));
      }
      return List.copyOf(compared);
    }

    private JobResult.Model publish(
        ModelDirectory directory,
        List<Metric> metrics,
        List<BaselineResult> compared,
        OptionalInt bestRound,
        ParityGate.Proof proof,
        int goldenRows)
        throws IOException {
      Artifacts artifacts = context.artifacts();
      for (var file : directory.manifest().files()) {
        artifacts.put(file.name(), directory.path().resolve(file.name()));
      }
      String manifestUri =
          artifacts.putManifest(
              Artifacts.Kind.models, directory.manifest().digest(), directory.manifestBytes());
      return new JobResult.Model(
          directory.manifest().digest(),
          spec.inputHash(),
          manifestUri,
          false,
          directory.manifest().task(),
          directory.manifest().signature(),
          metrics,
          compared,
          rows,
          dataSeenUntil(),
          bestRound.isPresent() ? bestRound.getAsInt() : null,
          proof.largest(),
          proof.rows(),
          reproducibility(),
          artifacts.uri(directory.golden()),
          goldenRows);
    }

    /** Train shapes the model, and so does validation where it decides when to stop. */
    private @Nullable Instant dataSeenUntil() {
      boolean stops =
          spec.trainer() instanceof Trainer.XGBoost xgboost && xgboost.earlyStopping() > 0;
      return Stream.of(SplitName.train, SplitName.validation)
          .filter(name -> name == SplitName.train || stops)
          .map(name -> snapshot.splits().get(name))
          .filter(Objects::nonNull)
          .map(SplitData::until)
          .filter(Objects::nonNull)
          .max(Instant::compareTo)
          .orElse(null);
    }

    /** Linear models use one thread; boosting adds in a fixed order only on one. */
    private String reproducibility() {
      return spec.trainer() instanceof Trainer.Linear || spec.threads() == 1
          ? "Bitwise"
          : "Statistical";
    }
  }
}
