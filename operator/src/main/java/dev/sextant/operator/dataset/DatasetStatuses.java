package dev.sextant.operator.dataset;

import dev.sextant.api.common.RowCounts;
import dev.sextant.api.dataset.CheckResult;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetFailure;
import dev.sextant.api.dataset.DatasetProgress;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.dataset.SnapshotSummary;
import dev.sextant.contracts.job.Progress;
import dev.sextant.operator.job.JobFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the next status of a Dataset from the last one. */
final class DatasetStatuses {
  static final DatasetStatus EMPTY =
      new DatasetStatus(
          null, List.of(), null, null, null, null, null, null, null, List.of(), null, null, null);

  private DatasetStatuses() {}

  static DatasetStatus with(
      DatasetStatus s, long generation, List<dev.sextant.api.common.Condition> conditions) {
    return new DatasetStatus(
        generation,
        conditions,
        s.snapshot(),
        s.lastSnapshotTime(),
        s.nextRefreshTime(),
        s.inputHash(),
        s.job(),
        s.progress(),
        s.rows(),
        s.checks(),
        s.snapshots(),
        s.failures(),
        s.failure());
  }

  /** The number of snapshots and the next time of the schedule, which follow from what is seen. */
  static DatasetStatus counted(
      DatasetStatus s, Dataset dataset, DatasetObserved seen, Instant now) {
    boolean scheduled = DatasetCheck.problem(dataset.getSpec()).isEmpty();
    return new DatasetStatus(
        s.observedGeneration(),
        s.conditions(),
        s.snapshot(),
        s.lastSnapshotTime(),
        scheduled
            ? Schedule.next(dataset.getSpec(), now).map(Instant::toString).orElse(null)
            : null,
        s.inputHash(),
        s.job(),
        s.progress(),
        s.rows(),
        s.checks(),
        seen.snapshots().size(),
        s.failures(),
        s.failure());
  }

  static DatasetStatus started(DatasetStatus s, String job, int spent) {
    return new DatasetStatus(
        null,
        s.conditions(),
        s.snapshot(),
        s.lastSnapshotTime(),
        s.nextRefreshTime(),
        s.inputHash(),
        job,
        null,
        s.rows(),
        s.checks(),
        s.snapshots(),
        spent,
        null);
  }

  static DatasetStatus running(DatasetStatus s, JobFacts job, Optional<Progress> progress) {
    return new DatasetStatus(
        null,
        s.conditions(),
        s.snapshot(),
        s.lastSnapshotTime(),
        s.nextRefreshTime(),
        s.inputHash(),
        job.name(),
        progress
            .map(p -> new DatasetProgress(p.phase(), Math.clamp(p.percent(), 0, 100)))
            .orElse(s.progress()),
        s.rows(),
        s.checks(),
        s.snapshots(),
        job.failures(),
        s.failure());
  }

  /** The store kept the Job from its work. */
  static DatasetStatus kept(DatasetStatus s, JobFacts job) {
    return new DatasetStatus(
        null,
        s.conditions(),
        s.snapshot(),
        s.lastSnapshotTime(),
        s.nextRefreshTime(),
        s.inputHash(),
        job.name(),
        null,
        s.rows(),
        s.checks(),
        s.snapshots(),
        job.spent(),
        s.failure());
  }

  static DatasetStatus failed(
      DatasetStatus s, JobFacts job, DatasetFailure failure, List<CheckResult> checks) {
    return new DatasetStatus(
        null,
        s.conditions(),
        s.snapshot(),
        s.lastSnapshotTime(),
        s.nextRefreshTime(),
        s.inputHash(),
        job.name(),
        null,
        s.rows(),
        checks.isEmpty() ? s.checks() : checks,
        s.snapshots(),
        Math.max(1, job.failures()),
        failure);
  }

  static DatasetStatus succeeded(
      DatasetStatus s, JobFacts job, String work, DatasetSnapshot snapshot) {
    Instant ended = job.finished().orElse(job.created());
    return done(s, snapshot, work, ended, job.name());
  }

  static DatasetStatus adopted(DatasetStatus s, DatasetSnapshot snapshot, String work) {
    Instant taken = Instant.parse(snapshot.getMetadata().getCreationTimestamp());
    return done(s, snapshot, work, taken, null);
  }

  private static DatasetStatus done(
      DatasetStatus s,
      DatasetSnapshot snapshot,
      String work,
      Instant at,
      @org.jspecify.annotations.Nullable String job) {
    RowCounts rows = snapshot.getSpec().rows();
    return new DatasetStatus(
        null,
        s.conditions(),
        new SnapshotSummary(
            snapshot.getMetadata().getName(), snapshot.getSpec().digest(), total(rows)),
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        s.nextRefreshTime(),
        work,
        job,
        null,
        rows,
        snapshot.getSpec().checks(),
        s.snapshots(),
        0,
        null);
  }

  /** Rows in all parts together. */
  static long total(RowCounts rows) {
    return Stream.of(rows.train(), rows.validation(), rows.calibration(), rows.test())
        .mapToLong(n -> n == null ? 0 : n)
        .sum();
  }
}
