package dev.sextant.worker.train;

import dev.sextant.contracts.FileRef;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.model.ModelManifest;
import dev.sextant.worker.shell.Artifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds and keeps what was trained from an input, so that the same input trains once. */
final class PastResults {
  private final Artifacts artifacts;

  PastResults(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /** The result for an input, when the model that it tells of is still whole. */
  Optional<JobResult.Model> find(String inputHash) throws IOException {
    Optional<String> uri = artifacts.pointer(Artifacts.Kind.models, inputHash);
    if (uri.isEmpty()) {
      return Optional.empty();
    }
    Optional<JobResult.Model> result =
        read(uri.get(), JobResult.class)
            .filter(JobResult.Model.class::isInstance)
            .map(JobResult.Model.class::cast);
    if (result.isEmpty() || !isWhole(result.get())) {
      return Optional.empty();
    }
    return result.map(PastResults::reused);
  }

  private boolean isWhole(JobResult.Model result) throws IOException {
    Optional<ModelManifest> manifest = read(result.manifestUri(), ModelManifest.class);
    if (manifest.isEmpty() || !manifest.get().digest().equals(result.digest())) {
      return false;
    }
    for (FileRef file : manifest.get().files()) {
      if (!artifacts.has(file)) {
        return false;
      }
    }
    return true;
  }

  private <T> Optional<T> read(String uri, Class<T> type) throws IOException {
    return artifacts
        .read(uri)
        .map(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8), type));
  }

  /** Keeps a result; everything that it names must have been stored before. */
  void keep(JobResult.Model result) throws IOException {
    // As a result of any kind, so that its kind is written too.
    String json = Json.mapper().writerFor(JobResult.class).writeValueAsString(result);
    String uri =
        artifacts.putManifest(
            Artifacts.Kind.results,
            "sha256:" + Json.sha256(result.inputHash()),
            json.getBytes(StandardCharsets.UTF_8));
    artifacts.point(Artifacts.Kind.models, result.inputHash(), uri);
  }

  private static JobResult.Model reused(JobResult.Model result) {
    return new JobResult.Model(
        result.digest(),
        result.inputHash(),
        result.manifestUri(),
        true,
        result.task(),
        result.signature(),
        TrainingJob.orEmpty(result.metrics()),
        TrainingJob.orEmpty(result.baselines()),
        result.rows(),
        result.dataSeenUntil(),
        result.bestRound(),
        result.parity(),
        result.parityRows(),
        result.reproducibility(),
        result.goldenUri(),
        result.goldenRows());
  }
}
