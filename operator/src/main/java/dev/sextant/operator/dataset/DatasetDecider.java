package dev.sextant.operator.dataset;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSpec;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.kernel.Hashes;
import dev.sextant.operator.kernel.Names;
import dev.sextant.operator.kernel.Ownership;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Step;
import dev.sextant.operator.kernel.StoreFacts;
import dev.sextant.operator.kernel.Verdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what happens to a Dataset. What is wanted is named by one hash, over the fields that
 * shape the rows, the refresh token and the last time that the schedule was due; a snapshot is
 * taken when that hash is not the one of the last success.
 */
final class DatasetDecider {
  private DatasetDecider() {}

  static Plan<DatasetStatus> decide(
      Dataset dataset, DatasetObserved seen, JobSettings settings, Instant now) {
    DatasetStatus status =
        DatasetStatuses.counted(DatasetReconciler.SHAPE.of(dataset), dataset, seen, now);
    Optional<Claim> problem = DatasetCheck.problem(dataset.getSpec());
    if (problem.isPresent()) {
      return Plan.say(new Verdict.Stalled(problem.get(), Optional.empty()), status);
    }
    Turn turn = new Turn(dataset, seen, settings, now, status);
    return DatasetRest.waking(turn.decide(), dataset.getSpec(), now);
  }

  /** The hash of the work that is wanted now. */
  static String work(DatasetSpec spec, Instant now) {
    return Hashes.version(1)
        .field("input", DatasetJobs.hash(spec))
        .field("token", spec.refresh() == null ? null : spec.refresh().token())
        .field("due", Schedule.last(spec, now).map(Instant::toString).orElse(null))
        .digest();
  }

  /** The name of the Job of an attempt. */
  static String jobName(Dataset dataset, String work, int attempt) {
    return Names.job("snapshot", dataset.getMetadata().getName(), work, attempt);
  }

  /** One decision, with what it is about. */
  private record Turn(
      Dataset dataset,
      DatasetObserved seen,
      JobSettings settings,
      Instant now,
      DatasetStatus status,
      String input,
      String work) {

    Turn(
        Dataset dataset,
        DatasetObserved seen,
        JobSettings settings,
        Instant now,
        DatasetStatus status) {
      this(
          dataset,
          seen,
          settings,
          now,
          status,
          DatasetJobs.hash(dataset.getSpec()),
          DatasetDecider.work(dataset.getSpec(), now));
    }

    Plan<DatasetStatus> decide() {
      Optional<JobFacts> job = seen.jobs().stream().filter(this::isOfThisWork).findFirst();
      boolean recorded = work.equals(status.inputHash());
      if (recorded
          && (isThere() || job.filter(j -> j.phase() == JobFacts.Phase.Succeeded).isPresent())) {
        return DatasetRest.rested(dataset, seen, status, now);
      }
      if (job.isPresent()) {
        return follow(job.get());
      }
      if (isLatched()) {
        return Plan.say(repeated(), status);
      }
      Optional<DatasetSnapshot> known =
          status.lastSnapshotTime() == null ? fitting() : Optional.empty();
      if (known.isPresent()) {
        return Plan.of(
            List.of(),
            Verdict.ready(Reason.Reused, DatasetRest.sentence(known.get())),
            DatasetStatuses.adopted(status, known.get(), work));
      }
      return begin(1, List.of());
    }

    private boolean isOfThisWork(JobFacts job) {
      String first = jobName(dataset, work, 1);
      return job.name().startsWith(first.substring(0, first.length() - 1));
    }

    private boolean isThere() {
      return status.snapshot() != null
          && seen.snapshots().stream()
              .anyMatch(s -> s.getMetadata().getName().equals(status.snapshot().name()));
    }

    /** A failure is final until the spec, the token or the schedule asks for other work. */
    private boolean isLatched() {
      String first = jobName(dataset, work, 1);
      return status.job() != null
          && status.job().startsWith(first.substring(0, first.length() - 1))
          && status.failures() != null
          && status.failures() > 0
          && Conditions.isTrue(status.conditions(), ConditionTypes.STALLED);
    }

    private Verdict repeated() {
      var stalled = Conditions.find(status.conditions(), ConditionTypes.STALLED).orElseThrow();
      String message = stalled.message() == null ? "the last snapshot failed" : stalled.message();
      Reason reason =
          java.util.Arrays.stream(Reason.values())
              .filter(r -> r.name().equals(stalled.reason()))
              .findFirst()
              .orElse(Reason.JobFailed);
      return new Verdict.Stalled(new Claim(reason, message), standing());
    }

    private Optional<DatasetSnapshot> fitting() {
      return seen.snapshots().stream()
          .filter(s -> input.equals(s.getSpec().inputHash()))
          .findFirst();
    }

    /** While the data is read again, the snapshot that there is still fits the spec. */
    private Optional<Claim> standing() {
      return fitting().map(s -> new Claim(Reason.SnapshotReady, DatasetRest.sentence(s)));
    }

    private Plan<DatasetStatus> progressing(Reason reason, String message, List<Step> steps) {
      return Plan.of(
          steps, new Verdict.Progressing(new Claim(reason, message), standing()), status);
    }

    private Plan<DatasetStatus> begin(int attempt, List<Step> before) {
      if (dataset.getSpec().suspend()) {
        return suspended(List.of());
      }
      String path = "spec.store: ArtifactStore \"" + dataset.getSpec().store() + "\"";
      if (seen.store().isEmpty()) {
        return Plan.say(
            new Verdict.Stalled(
                new Claim(
                    Reason.StoreNotFound,
                    path + " not found in this namespace; create it or fix the name"),
                standing()),
            status);
      }
      StoreFacts store = seen.store().get();
      if (!store.ready()) {
        return progressing(
            Reason.StoreNotReady,
            path + " is not Ready: " + store.message() + "; it goes on when the store is Ready",
            List.of());
      }
      String name = jobName(dataset, work, attempt);
      List<Step> steps = new java.util.ArrayList<>(before);
      steps.addAll(DatasetRest.deleteJobs(dataset, seen, j -> true));
      steps.add(new Step.Create(job(store, name), child()));
      return Plan.of(
          steps,
          new Verdict.Progressing(
              new Claim(Reason.TakingSnapshot, "Job " + name + " is being started"), standing()),
          DatasetStatuses.started(status, name));
    }

    private Job job(StoreFacts store, String name) {
      DatasetSpec spec = dataset.getSpec();
      return JobResources.job(
          new JobRequest(
              dataset,
              name,
              "snapshot",
              DatasetJobs.job(dataset, store, input),
              work,
              store.secretName(),
              spec.resources(),
              spec.limits().failures(),
              DatasetJobs.deadline(spec),
              false,
              Map.of()),
          settings);
    }

    private Plan<DatasetStatus> follow(JobFacts job) {
      return switch (job.phase()) {
        case Succeeded ->
            DatasetResult.read(dataset, seen, status, job, work, now)
                .orElseGet(() -> begin(attempt(job) + 1, List.of()));
        case Failed -> failed(job);
        case Suspended, Waiting, Running ->
            dataset.getSpec().suspend()
                ? suspended(job.wantsSuspend() ? List.of() : List.of(suspend(job, true)))
                : running(job);
      };
    }

    private Plan<DatasetStatus> running(JobFacts job) {
      List<Step> steps = job.wantsSuspend() ? List.of(suspend(job, false)) : List.of();
      Claim claim =
          job.waiting()
              .orElseGet(() -> new Claim(Reason.TakingSnapshot, "Job " + job.name() + " runs"));
      return Plan.of(
          steps,
          new Verdict.Progressing(claim, standing()),
          DatasetStatuses.running(status, job, seen.progress()));
    }

    private Plan<DatasetStatus> suspended(List<Step> steps) {
      Claim claim =
          new Claim(
              Reason.Suspended, "spec.suspend: no snapshot is taken; set it to false to go on");
      return Plan.of(steps, new Verdict.Stalled(claim, standing()), status);
    }

    private Plan<DatasetStatus> failed(JobFacts job) {
      var failure = job.failure().orElseThrow();
      Reason reason = failure.refused() ? Reason.DataRefused : failure.claim().reason();
      String advice =
          failure.refused()
              ? ""
              : " (after %d failed attempts; change spec.refresh.token to try again)"
                  .formatted(Math.max(1, job.failures()));
      return new Plan<>(
          List.of(),
          DatasetResult.readChecks(seen, job),
          new Verdict.Stalled(new Claim(reason, failure.claim().message() + advice), standing()),
          List.of(),
          DatasetStatuses.failed(status, job, DatasetResult.checks(seen, job)),
          Optional.empty());
    }

    private Step suspend(JobFacts job, boolean value) {
      return new Step.Merge(
          new Step.Target(Job.class, dataset.getMetadata().getNamespace(), job.name()),
          "{\"spec\":{\"suspend\":" + value + "}}",
          child());
    }

    private Ownership child() {
      return new Ownership.Child(Objects.requireNonNull(dataset.getMetadata().getUid()));
    }

    private int attempt(JobFacts job) {
      return Integer.parseInt(job.name().substring(job.name().lastIndexOf('-') + 1));
    }
  }
}
