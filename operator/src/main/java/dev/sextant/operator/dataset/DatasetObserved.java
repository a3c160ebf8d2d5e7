package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.contracts.job.Progress;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.results.Results;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is seen of a dataset.
 *
 * @param store the ArtifactStore that it names, if it exists
 * @param jobs its Jobs, newest first
 * @param answers what was read of the results, by the UID of the Job
 * @param snapshots its snapshots, newest first
 * @param used names of the snapshots that a model version or an unfinished training refers to
 * @param progress how far the running job is
 */
record DatasetObserved(
    Optional<StoreFacts> store,
    List<JobFacts> jobs,
    Map<String, Results.Answer> answers,
    List<DatasetSnapshot> snapshots,
    Set<String> used,
    Optional<Progress> progress) {}
