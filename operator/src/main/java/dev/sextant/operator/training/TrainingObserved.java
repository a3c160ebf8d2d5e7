package dev.sextant.operator.training;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.results.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen of a training.
 *
 * @param store the ArtifactStore that it names, if it exists
 * @param dataset the Dataset that it names, if it names one that exists
 * @param snapshots the snapshots that may be used: those of the dataset, or the one that is named
 *     or pinned
 * @param versions the versions of the model
 * @param jobs its Jobs, newest first
 * @param answers what was read of the results, by the UID of the Job
 * @param progress how far the job is
 */
record TrainingObserved(
    Optional<StoreFacts> store,
    Optional<DatasetFacts> dataset,
    List<DatasetSnapshot> snapshots,
    List<ModelVersion> versions,
    List<JobFacts> jobs,
    Map<String, Results.Answer> answers,
    Optional<ProgressBoard.Entry> progress) {

  /**
   * What a training needs to know of its Dataset.
   *
   * @param ready whether it has the snapshot that fits its spec
   * @param message what its Ready condition says
   * @param snapshot the name of its newest snapshot
   */
  record DatasetFacts(boolean ready, String message, Optional<String> snapshot) {}
}
