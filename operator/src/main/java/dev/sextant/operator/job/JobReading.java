package dev.sextant.operator.job;

import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a Job and its pods say, as facts. */
public final class JobReading {
  private JobReading() {}

  /**
   * Reads a Job.
   *
   * @param pods its pods, in any order; some may be missing
   * @param refusal what the Job controller said last when it could not create a pod
   */
  public static JobFacts read(Job job, List<Pod> pods, Optional<String> refusal) {
    JobStatus status = job.getStatus() == null ? new JobStatus() : job.getStatus();
    List<Pod> newestFirst =
        pods.stream()
            .sorted(
                Comparator.comparing((Pod p) -> p.getMetadata().getCreationTimestamp())
                    .thenComparing(p -> p.getMetadata().getName())
                    .reversed())
            .toList();
    JobFacts.Phase phase = phase(job, status, newestFirst);
    Optional<JobFailure> failure = failure(job, status, newestFirst, phase);
    return new JobFacts(
        job.getMetadata().getName(),
        job.getMetadata().getUid(),
        phase,
        JobResources.spent(job) + Objects.requireNonNullElse(status.getFailed(), 0),
        phase == JobFacts.Phase.Waiting
            ? Optional.of(waiting(newestFirst, refusal))
            : Optional.empty(),
        termination(newestFirst, phase),
        failure,
        instant(job.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH),
        finished(status),
        Boolean.TRUE.equals(job.getSpec().getSuspend()));
  }

  private static JobFacts.Phase phase(Job job, JobStatus status, List<Pod> pods) {
    // FailureTarget and SuccessCriteriaMet come first, but pods may still be ending then.
    if (isTrue(status, "Complete")) {
      return JobFacts.Phase.Succeeded;
    }
    if (isTrue(status, "Failed")) {
      return JobFacts.Phase.Failed;
    }
    if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      return JobFacts.Phase.Suspended;
    }
    return pods.stream().anyMatch(JobReading::isAtWork)
        ? JobFacts.Phase.Running
        : JobFacts.Phase.Waiting;
  }

  /** A pod that has succeeded is at work until its Job says so, a moment later. */
  private static boolean isAtWork(Pod pod) {
    return pod.getStatus() != null
        && List.of("Running", "Succeeded")
            .contains(Objects.requireNonNullElse(pod.getStatus().getPhase(), ""));
  }

  private static Claim waiting(List<Pod> pods, Optional<String> refusal) {
    Optional<Claim> pod = pods.stream().map(WaitReading::of).flatMap(Optional::stream).findFirst();
    return pod.or(() ->
            refusal.map(said ->
                new Claim(
                    Reason.Denied, "the pod cannot be created: " + said + "; it is tried again")))
        .orElse(new Claim(Reason.Starting, "the pod is being created"));
  }

  private static Optional<Termination> termination(List<Pod> pods, JobFacts.Phase phase) {
    return phase == JobFacts.Phase.Succeeded
        ? pods.stream()
            .map(pod -> FailureReading.terminated(pod, JobResources.CONTAINER))
            .flatMap(Optional::stream)
            .filter(t -> Objects.equals(t.getExitCode(), 0))
            .map(t -> FailureReading.termination(t.getMessage()))
            .flatMap(Optional::stream)
            .findFirst()
        : pods.stream()
            .map(pod -> FailureReading.terminated(pod, JobResources.CONTAINER))
            .flatMap(Optional::stream)
            .map(t -> FailureReading.termination(t.getMessage()))
            .flatMap(Optional::stream)
            .findFirst();
  }

  private static Optional<JobFailure> failure(
      Job job, JobStatus status, List<Pod> pods, JobFacts.Phase phase) {
    Optional<JobFailure> ofPods =
        pods.stream()
            .map(pod -> FailureReading.of(pod, JobResources.CONTAINER))
            .flatMap(Optional::stream)
            .findFirst();
    if (phase != JobFacts.Phase.Failed) {
      return ofPods;
    }
    Optional<JobCondition> failed = condition(status, "Failed");
    String why = failed.map(JobCondition::getReason).orElse("");
    if ("DeadlineExceeded".equals(why)) {
      return Optional.of(
          new JobFailure(
              new Claim(
                  Reason.DeadlineExceeded,
                  "spec.limits.duration: the job took longer than %d seconds; raise it, or make the work smaller"
                      .formatted(deadline(job))),
              Reason.DeadlineExceeded.name(),
              null,
              null,
              false));
    }
    return ofPods.or(() ->
        Optional.of(
            new JobFailure(
                new Claim(
                    Reason.JobFailed,
                    "the job failed (%s) and its pods are gone, so that nothing more is known"
                        .formatted(why)),
                Reason.JobFailed.name(),
                null,
                null,
                "PodFailurePolicy".equals(why))));
  }

  private static long deadline(Job job) {
    Long seconds = job.getSpec().getActiveDeadlineSeconds();
    return seconds == null ? 0 : seconds;
  }

  private static Optional<Instant> finished(JobStatus status) {
    return condition(status, "Failed")
        .filter(c -> "True".equals(c.getStatus()))
        .map(JobCondition::getLastTransitionTime)
        .or(() -> Optional.ofNullable(status.getCompletionTime()))
        .flatMap(JobReading::instant);
  }

  private static boolean isTrue(JobStatus status, String type) {
    return condition(status, type).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  private static Optional<JobCondition> condition(JobStatus status, String type) {
    List<JobCondition> conditions = Objects.requireNonNullElse(status.getConditions(), List.of());
    return conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  private static Optional<Instant> instant(@Nullable String text) {
    return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
