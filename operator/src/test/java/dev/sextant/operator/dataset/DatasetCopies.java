package dev.sextant.operator.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetFailure;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotSpec;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.contracts.Json;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.results.Results;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies of what a decision is made from, with one thing changed. */
final class DatasetCopies {
  private DatasetCopies() {}

  static DatasetSnapshot numbered(DatasetSnapshot snapshot, int number) {
    DatasetSnapshotSpec s = snapshot.getSpec();
    DatasetSnapshot copy = new DatasetSnapshot();
    copy.setMetadata(snapshot.getMetadata());
    copy.setSpec(
        new DatasetSnapshotSpec(
            s.dataset(),
            s.digest(),
            s.inputHash(),
            s.store(),
            s.manifest(),
            number,
            s.rows(),
            s.columns(),
            s.features(),
            s.timeFrom(),
            s.timeUntil(),
            s.checks()));
    return copy;
  }

  static Dataset dataset(Dataset dataset, UnaryOperator<DatasetStatus> change) {
    Dataset copy = new Dataset();
    copy.setMetadata(dataset.getMetadata());
    copy.setSpec(dataset.getSpec());
    copy.setStatus(change.apply(DatasetReconciler.SHAPE.of(dataset)));
    return copy;
  }

  /** With another spec. */
  static Dataset wanting(Dataset dataset, Consumer<ObjectNode> change) {
    ObjectNode spec = Json.mapper().valueToTree(dataset.getSpec());
    change.accept(spec);
    Dataset copy = dataset(dataset, s -> s);
    copy.setSpec(Json.mapper().convertValue(spec, DatasetSpec.class));
    return copy;
  }

  static DatasetStatus unrecorded(DatasetStatus s) {
    return status(s, null, s.failure());
  }

  static DatasetStatus failure(DatasetStatus s, @Nullable DatasetFailure failure) {
    return status(s, s.inputHash(), failure);
  }

  private static DatasetStatus status(
      DatasetStatus s, @Nullable String inputHash, @Nullable DatasetFailure failure) {
    return new DatasetStatus(
        s.observedGeneration(),
        s.conditions(),
        s.snapshot(),
        s.lastSnapshotTime(),
        s.nextRefreshTime(),
        inputHash,
        s.job(),
        s.progress(),
        s.rows(),
        s.checks(),
        s.snapshots(),
        s.failures(),
        failure);
  }

  static DatasetObserved jobs(DatasetObserved s, UnaryOperator<JobFacts> change) {
    return new DatasetObserved(
        s.store(),
        s.jobs().stream().map(change).toList(),
        s.answers(),
        s.snapshots(),
        s.used(),
        s.progress());
  }

  static DatasetObserved answers(DatasetObserved s, UnaryOperator<Results.Answer> change) {
    return new DatasetObserved(
        s.store(),
        s.jobs(),
        s.answers().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey(), e -> change.apply(e.getValue()))),
        s.snapshots(),
        s.used(),
        s.progress());
  }

  static DatasetObserved unused(DatasetObserved s) {
    return new DatasetObserved(
        s.store(), s.jobs(), s.answers(), s.snapshots(), Set.of(), s.progress());
  }

  static DatasetObserved withoutSnapshots(DatasetObserved s) {
    return new DatasetObserved(s.store(), s.jobs(), s.answers(), List.of(), s.used(), s.progress());
  }

  static JobFacts created(JobFacts j, Instant created) {
    return new JobFacts(
        j.name(),
        j.uid(),
        j.phase(),
        j.failures(),
        j.waiting(),
        j.termination(),
        j.failure(),
        created,
        j.finished(),
        j.wantsSuspend());
  }
}
