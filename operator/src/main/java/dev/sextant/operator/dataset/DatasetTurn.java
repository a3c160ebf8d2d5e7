package dev.sextant.operator.dataset;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one decision about a Dataset is made from, and the plans that say no more than where it is.
 *
 * @param dataset the Dataset
 * @param seen what is seen of it
 * @param settings what the installation decides
 * @param now the time
 * @param status what was decided so far
 * @param work the hash of the work that is wanted
 */
record DatasetTurn(
    Dataset dataset,
    DatasetObserved seen,
    JobSettings settings,
    Instant now,
    DatasetStatus status,
    String work) {

  DatasetSpec spec() {
    return dataset.getSpec();
  }

  /** The same turn, about work that was wanted earlier. */
  DatasetTurn about(String earlier) {
    return new DatasetTurn(dataset, seen, settings, now, status, earlier);
  }

  /** The newest Job that does that work. */
  Optional<JobFacts> job() {
    String jobs = jobs();
    return seen.jobs().stream().filter(j -> j.name().startsWith(jobs)).findFirst();
  }

  /** What the names of the Jobs that do that work begin with. */
  String jobs() {
    return Names.jobs("snapshot", dataset.getMetadata().getName(), work);
  }

  /** Whether it is written down that a Job has begun that work. */
  boolean isBegun() {
    return status.job() != null && status.job().startsWith(jobs());
  }

  /** How many attempts at that work have failed, as far as that is written down. */
  int spent() {
    return isBegun() ? Objects.requireNonNullElse(status.failures(), 0) : 0;
  }

  /** Whether the last success was that work. */
  boolean isRecorded() {
    return work.equals(status.inputHash());
  }

  /** Whether the snapshot of the last success is there. */
  boolean isThere() {
    return status.snapshot() != null
        && seen.snapshots().stream()
            .anyMatch(s -> s.getMetadata().getName().equals(status.snapshot().name()));
  }

  /** The newest snapshot that fits the spec. */
  Optional<DatasetSnapshot> fitting() {
    String input = DatasetJobs.hash(spec());
    return seen.snapshots().stream().filter(s -> input.equals(s.getSpec().inputHash())).findFirst();
  }

  /** While the data is read again, the snapshot that there is still fits the spec. */
  Optional<Claim> standing() {
    return fitting().map(s -> new Claim(Reason.SnapshotReady, DatasetRest.sentence(s)));
  }

  /** Whether Ready is said still, so long after it came true that what fitted must be gone. */
  boolean isReadyInVain() {
    return standing().isEmpty()
        && Conditions.find(status.conditions(), ConditionTypes.READY)
            .filter(ready -> ready.status() == ConditionStatus.True)
            .map(Condition::lastTransitionTime)
            .filter(since -> now.isAfter(Instant.parse(since).plus(JobRequest.SEEN_WITHIN)))
            .isPresent();
  }

  Plan<DatasetStatus> progressing(List<Step> steps, Claim claim, DatasetStatus next) {
    return Plan.of(steps, new Verdict.Progressing(claim, standing()), next);
  }

  Plan<DatasetStatus> stalled(Claim claim) {
    return Plan.say(new Verdict.Stalled(claim, standing()), status);
  }

  /** No Job goes on, neither for what is wanted nor for what was. */
  Plan<DatasetStatus> suspended() {
    List<Step> steps =
        seen.jobs().stream()
            .filter(job -> !job.ended() && !job.wantsSuspend())
            .map(job -> suspend(job, true))
            .toList();
    Claim claim =
        new Claim(Reason.Suspended, "spec.suspend: no snapshot is taken; set it to false to go on");
    return Plan.of(steps, new Verdict.Stalled(claim, standing()), status);
  }

  Step suspend(JobFacts job, boolean value) {
    return new Step.Merge(target(job), "{\"spec\":{\"suspend\":" + value + "}}", child());
  }

  List<Step> deleteJobs(Predicate<JobFacts> which) {
    return seen.jobs().stream()
        .filter(which)
        .<Step>map(job -> new Step.Delete(target(job), child()))
        .toList();
  }

  Ownership child() {
    return new Ownership.Child(dataset.getMetadata().getUid());
  }

  private Step.Target target(JobFacts job) {
    return new Step.Target(Job.class, dataset.getMetadata().getNamespace(), job.name());
  }
}
