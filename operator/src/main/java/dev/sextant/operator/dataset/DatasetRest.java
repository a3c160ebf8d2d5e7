package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides what a Dataset does that has what it wants: it tidies up and waits for its schedule. */
final class DatasetRest {
  /** How long a Job that has ended stays, so that its logs can be read. */
  static final Duration JOB_STAYS = Duration.ofHours(1);

  private DatasetRest() {}

  static Plan<DatasetStatus> rested(DatasetTurn turn) {
    Dataset dataset = turn.dataset();
    DatasetObserved seen = turn.seen();
    DatasetStatus status = turn.status();
    List<Step> steps = new ArrayList<>(prune(dataset, seen, status));
    steps.addAll(turn.deleteJobs(job -> isOld(job, status, turn.now())));
    String name = status.snapshot() == null ? "" : status.snapshot().name();
    String sentence =
        seen.snapshots().stream()
            .filter(s -> s.getMetadata().getName().equals(name))
            .findFirst()
            .map(DatasetRest::sentence)
            .orElse("snapshot " + name);
    Plan<DatasetStatus> plan =
        Plan.of(steps, Verdict.ready(Reason.SnapshotReady, sentence), status);
    return seen.jobs().isEmpty() ? plan : plan.wakingAfter(JOB_STAYS);
  }

  /** Looks again when the schedule is due. */
  static Plan<DatasetStatus> waking(Plan<DatasetStatus> plan, DatasetSpec spec, Instant now) {
    return Schedule.next(spec, now)
        .map(next -> plan.wakingAfter(Duration.between(now, next).plusMillis(500)))
        .orElse(plan);
  }

  static String sentence(DatasetSnapshot snapshot) {
    return "snapshot %s has %,d rows"
        .formatted(
            snapshot.getMetadata().getName(), DatasetStatuses.total(snapshot.getSpec().rows()));
  }

  /** Deletes the oldest snapshots beyond the limit, but none that something refers to. */
  static List<Step> prune(Dataset dataset, DatasetObserved seen, DatasetStatus status) {
    String current = status.snapshot() == null ? "" : status.snapshot().name();
    return seen.snapshots().stream()
        .skip(dataset.getSpec().history().snapshots())
        .map(s -> s.getMetadata().getName())
        .filter(name -> !name.equals(current) && !seen.used().contains(name))
        .<Step>map(name ->
            new Step.Delete(
                new Step.Target(DatasetSnapshot.class, dataset.getMetadata().getNamespace(), name),
                SnapshotResources.ownership(dataset)))
        .toList();
  }

  private static boolean isOld(JobFacts job, DatasetStatus status, Instant now) {
    boolean superseded = !job.name().equals(status.job());
    return superseded || (job.ended() && now.isAfter(job.finished().orElse(now).plus(JOB_STAYS)));
  }
}
