package dev.sextant.worker.train;

import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Target;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.model.GoldenRequests;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.contracts.model.Task;
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
import dev.sextant.worker.train.table.HeldOutFile;
import dev.sextant.worker.train.table.Label;
import dev.sextant.worker.train.table.MemoryBudget;
import dev.sextant.worker.train.table.PartReader;
import dev.sextant.worker.train.table.RawReader;
import dev.sextant.worker.train.table.SnapshotDatabase;
import dev.sextant.worker.train.xgboost.BoosterTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One training, from open parts to a published model. */
final class Training {
  private static final int FEWEST_TRAIN_ROWS = 10;
  private static final int GOLDEN_CHOICE = 10_000;

  private final TrainJob spec;
  private final WorkerContext context;
  private final SnapshotManifest snapshot;
  private final ModelColumns columns;
  private final Baselines baselines;
  private final SnapshotDatabase database;
  private final Set<SplitName> present;
  private final Seeds seeds;
  private final Map<SplitName, Long> rows = new EnumMap<>(SplitName.class);

  Training(
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
    Family family = family(task);
    long trainRows = rows.getOrDefault(SplitName.train, 0L);
    InputLayout layout = layout(family, trainRows);
    MemoryBudget.check(
        layout,
        family,
        trainRows + rows.getOrDefault(SplitName.validation, 0L),
        rows.getOrDefault(SplitName.test, 0L),
        1 + TrainingJob.orEmpty(spec.baselines()).size(),
        spec.memoryBytes(),
        Runtime.getRuntime().maxMemory());
    var label = new Label(columns.label().name(), columns.label().type(), task);
    var reader = new PartReader(database, layout, label, family, context::checkpoint);
    EncodedPart train = reader.read(SplitName.train, Math.toIntExact(trainRows), Optional.empty());
    TaskDecision.requireVariation(task, columns.label(), train.labels());
    try (FittedModel model = fit(task, train, reader)) {
      return prove(task, layout, model, train.labels(), reader);
    }
  }

  /** What the trainer asks of its numbers; refuses a trainer that could not fit. */
  private Family family(Task task) {
    return switch (spec.trainer()) {
      case Trainer.XGBoost xgboost -> {
        boolean hasValidation = rows.getOrDefault(SplitName.validation, 0L) > 0;
        BoosterTrainer.check(withParams(xgboost), task instanceof Task.Binary, hasValidation);
        yield Family.Trees;
      }
      case Trainer.Linear linear -> {
        LinearTrainer.check(linear.l2());
        yield Family.Linear;
      }
    };
  }

  // An empty map is not written to JSON and comes back as null.
  private static Trainer.XGBoost withParams(Trainer.XGBoost spec) {
    return new Trainer.XGBoost(
        spec.rounds(),
        spec.earlyStopping(),
        Objects.requireNonNullElse(spec.params(), Map.<String, String>of()));
  }

  private InputLayout layout(Family family, long trainRows) throws SQLException {
    InputLayout layout;
    try {
      layout =
          new InputFitter(new DuckDbFacts(database, columns.inputs(), trainRows), family)
              .fit(columns.inputs(), TrainingJob.orEmpty(spec.preprocess()));
    } catch (DuckDbFacts.UnreadableException e) {
      throw e.error();
    }
    if (layout.width() == 0) {
      throw new JobRefusedException(
          "AllMissing",
          "spec.preprocess: no input has a value that could be encoded in any train row");
    }
    return layout;
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
        var trainer =
            new BoosterTrainer(
                withParams(xgboost), binary, seeds.smallOf("trainer"), spec.threads(), progress);
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
            SplitName.test, Math.toIntExact(rows.getOrDefault(SplitName.test, 0L)), columns.unit());
    double[] predictions = model.predict(test);
    requireFinite(predictions);
    var evaluation =
        new Evaluation(task, test.labels(), test.units(), spec.bootstrap(), seeds.of("bootstrap"));
    var raw = new RawReader(database, context::checkpoint);
    Evaluation.Measured measured =
        evaluation.measure(
            predictions,
            baselines.predict(trainLabels, predictions.length, raw, seeds.of("baseline")));

    context.phase("Parity", 88);
    var tolerance = Tolerance.of(predictions);
    RawSample sample = RawSample.read(raw, columns.requested(), predictions.length, GOLDEN_CHOICE);
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
            .check(directory.path(), raw, columns.requested(), predictions);

    context.phase("Publish", 96);
    Path heldOut = context.scratch().resolve(ModelManifest.HELD_OUT);
    HeldOutFile.write(
        database, columns.requested(), columns.id(), columns.label(), predictions, heldOut);
    var publication = new Publication(spec, snapshot, context.artifacts());
    return publication.publish(
        directory,
        heldOut,
        measured.metrics(),
        measured.baselines(),
        rows,
        model.bestRound(),
        proof,
        GoldenCases.rows(golden));
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
}
