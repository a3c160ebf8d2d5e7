package dev.sextant.operator.training;

import dev.sextant.api.common.Durations;
import dev.sextant.api.common.Task;
import dev.sextant.api.training.PreprocessStep;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.operator.job.ContainerResources;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.StoreFacts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the spec of a TrainingRun into what the worker is told, and into the hash of that. */
final class TrainingJobs {
  private TrainingJobs() {}

  /** The restart hash: exactly what decides the model. Images and resources are no part of it. */
  static String hash(TrainingRunSpec spec, SnapshotPin pin) {
    return Hashes.version(1)
        .field("model", spec.model())
        .field("store", spec.store(), "default")
        .field("snapshot", pin.digest())
        .field("target", target(spec.task()))
        .field("preprocess", preprocess(spec))
        .field("trainer", trainer(spec))
        .field("seed", spec.seed(), 0L)
        .field("threads", spec.threads(), 1)
        .field("baselines", baselines(spec))
        .field("bootstrap", bootstrap(spec))
        .digest();
  }

  static TrainJob job(
      TrainingRun run, StoreFacts store, SnapshotPin pin, String manifest, String hash) {
    TrainingRunSpec spec = run.getSpec();
    ContainerResources resources = JobResources.resources("train", spec.resources());
    return new TrainJob(
        store.location(),
        new ObjectRef(
            run.getMetadata().getNamespace(),
            run.getMetadata().getName(),
            run.getMetadata().getUid()),
        hash,
        manifest,
        pin.digest(),
        target(spec.task()),
        preprocess(spec),
        trainer(spec),
        spec.seed(),
        spec.threads(),
        baselines(spec),
        bootstrap(spec),
        resources.memoryBytes(),
        deadline(spec).toSeconds());
  }

  static Duration deadline(TrainingRunSpec spec) {
    return Durations.parse(spec.limits().duration());
  }

  private static TrainJob.Target target(Task task) {
    return switch (task.kind()) {
      case Regression, Unknown -> new TrainJob.Target.Regression();
      case Binary ->
          new TrainJob.Target.Binary(
              Objects.requireNonNull(task.positive(), "spec.task.positive"),
              Double.parseDouble(task.thresholdOrDefault()));
    };
  }

  private static List<TrainJob.Preprocess> preprocess(TrainingRunSpec spec) {
    return spec.preprocess().stream().map(TrainingJobs::preprocess).toList();
  }

  private static TrainJob.Preprocess preprocess(PreprocessStep step) {
    return new TrainJob.Preprocess(
        step.columns(), encoding(step), unseen(step), impute(step), step.constant());
  }

  private static TrainJob.@Nullable Encoding encoding(PreprocessStep step) {
    if (step.as() == null) {
      return null;
    }
    return switch (step.as()) {
      case OneHot -> TrainJob.Encoding.OneHot;
      case Standardize -> TrainJob.Encoding.Standardize;
      case Numeric, Unknown -> TrainJob.Encoding.Numeric;
    };
  }

  private static TrainJob.@Nullable Unseen unseen(PreprocessStep step) {
    if (step.unseen() == null) {
      return null;
    }
    return switch (step.unseen()) {
      case Other -> TrainJob.Unseen.Other;
      case Zeros, Unknown -> TrainJob.Unseen.Zeros;
    };
  }

  private static TrainJob.@Nullable Impute impute(PreprocessStep step) {
    if (step.impute() == null) {
      return null;
    }
    return switch (step.impute()) {
      case Median -> TrainJob.Impute.Median;
      case Mean -> TrainJob.Impute.Mean;
      case MostFrequent -> TrainJob.Impute.MostFrequent;
      case Constant -> TrainJob.Impute.Constant;
      case None, Unknown -> TrainJob.Impute.None;
    };
  }

  private static TrainJob.Trainer trainer(TrainingRunSpec spec) {
    var xgboost = spec.trainer().xgboost();
    if (xgboost != null) {
      return new TrainJob.Trainer.XGBoost(
          xgboost.rounds(), xgboost.earlyStopping(), xgboost.params());
    }
    var linear = Objects.requireNonNull(spec.trainer().linear(), "spec.trainer");
    return new TrainJob.Trainer.Linear(Double.parseDouble(linear.l2()));
  }

  private static List<TrainJob.Baseline> baselines(TrainingRunSpec spec) {
    return spec.baselines().stream()
        .<TrainJob.Baseline>map(b ->
            switch (b.kind()) {
              case ZeroRule, Unknown -> new TrainJob.Baseline.ZeroRule();
              case Random -> new TrainJob.Baseline.Random();
              case Heuristic ->
                  new TrainJob.Baseline.Heuristic(
                      Objects.requireNonNull(b.cel(), "spec.baselines.cel"));
            })
        .toList();
  }

  private static TrainJob.Bootstrap bootstrap(TrainingRunSpec spec) {
    var bootstrap = spec.metrics().bootstrap();
    return new TrainJob.Bootstrap(bootstrap.replicates(), Double.parseDouble(bootstrap.level()));
  }
}
