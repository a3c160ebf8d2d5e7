package dev.sextant.worker.train;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.data.SnapshotManifest;
import dev.sextant.contracts.data.SplitData;
import dev.sextant.contracts.data.SplitName;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.contracts.job.TrainJob.Trainer;
import dev.sextant.contracts.model.BaselineResult;
import dev.sextant.contracts.model.Metric;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.train.parity.ParityGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stores a proven model and says what it is: files first, then the manifest. */
final class Publication {
  private final TrainJob spec;
  private final SnapshotManifest snapshot;
  private final Artifacts artifacts;

  Publication(TrainJob spec, SnapshotManifest snapshot, Artifacts artifacts) {
    this.spec = spec;
    this.snapshot = snapshot;
    this.artifacts = artifacts;
  }

  JobResult.Model publish(
      ModelDirectory directory,
      Path heldOut,
      List<Metric> metrics,
      List<BaselineResult> compared,
      Map<SplitName, Long> rows,
      OptionalInt bestRound,
      ParityGate.Proof proof,
      int goldenRows)
      throws IOException {
    for (var file : directory.manifest().files()) {
      artifacts.put(file.name(), directory.path().resolve(file.name()));
    }
    ModelManifest manifest =
        directory.manifest().withHeldOut(artifacts.put(ModelManifest.HELD_OUT, heldOut));
    String manifestUri =
        artifacts.putManifest(
            Artifacts.Kind.models,
            manifest.digest(),
            Json.write(manifest).getBytes(StandardCharsets.UTF_8));
    return new JobResult.Model(
        manifest.digest(),
        spec.inputHash(),
        manifestUri,
        false,
        manifest.task(),
        manifest.signature(),
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
