package dev.sextant.operator.training;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.training.SnapshotPin;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunSpec;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobSettings;
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

/**
 * What one decision about a run is made from, and the plans that say no more than where it is.
 *
 * @param run the run
 * @param seen what is seen of it
 * @param settings what the installation decides
 * @param now the time
 * @param status what was decided so far
 */
record TrainingTurn(
    TrainingRun run,
    TrainingObserved seen,
    JobSettings settings,
    Instant now,
    TrainingRunStatus status) {

  TrainingRunSpec spec() {
    return run.getSpec();
  }

  /** The newest Job that does the work with that hash. */
  Optional<JobFacts> job(String hash) {
    String jobs = Names.jobs("train", run.getMetadata().getName(), hash);
    return seen.jobs().stream().filter(j -> j.name().startsWith(jobs)).findFirst();
  }

  /** How many attempts at the work have failed, as far as that is written down. */
  int spent() {
    return Objects.requireNonNullElse(status.failures(), 0);
  }

  Optional<DatasetSnapshot> snapshot(SnapshotPin pin) {
    return seen.snapshots().stream()
        .filter(s -> s.getMetadata().getName().equals(pin.name()))
        .findFirst();
  }

  Plan<TrainingRunStatus> pending(Verdict verdict) {
    return Plan.say(verdict, TrainingStatuses.phase(status, "Pending"));
  }

  Plan<TrainingRunStatus> suspended(List<Step> steps) {
    return Plan.of(
        steps,
        Verdict.stalled(Reason.Suspended, "spec.suspend: it is paused; set it to false to go on"),
        TrainingStatuses.phase(status, "Suspended"));
  }

  Step suspend(JobFacts job, boolean value) {
    return new Step.Merge(target(job), "{\"spec\":{\"suspend\":" + value + "}}", child());
  }

  List<Step> deleteJobs() {
    return seen.jobs().stream().<Step>map(job -> new Step.Delete(target(job), child())).toList();
  }

  Ownership child() {
    return new Ownership.Child(run.getMetadata().getUid());
  }

  private Step.Target target(JobFacts job) {
    return new Step.Target(Job.class, run.getMetadata().getNamespace(), job.name());
  }
}
