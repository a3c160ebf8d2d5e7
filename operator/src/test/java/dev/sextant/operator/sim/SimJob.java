package dev.sextant.operator.sim;

import dev.sextant.api.common.Labels;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobFacts;
import dev.sextant.operator.job.JobFailure;
import dev.sextant.operator.kernel.Claim;
import dev.sextant.operator.kernel.Reason;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Job, as it is. */
public final class SimJob {
  /** The object that was created. */
  public final Job object;

  /** Its UID. */
  public final String uid;

  final Instant created;
  JobFacts.Phase phase = JobFacts.Phase.Waiting;
  int failed;
  @Nullable Instant began;
  @Nullable Instant finished;
  @Nullable JobFailure failure;
  @Nullable Termination said;

  /** No node takes its pod. */
  boolean stuck;

  SimJob(Job object, String uid, Instant created) {
    this.object = object;
    this.uid = uid;
    this.created = created;
    this.began = created;
  }

  /** Its name. */
  public String name() {
    return object.getMetadata().getName();
  }

  /** The UID of the object that it works for. */
  public String owner() {
    return object.getMetadata().getOwnerReferences().getFirst().getUid();
  }

  /** The hash of its work, as its label has it. */
  public String work() {
    return object.getMetadata().getLabels().get(Labels.INPUT_HASH);
  }

  /** Whether it has not ended. */
  public boolean isActive() {
    return phase != JobFacts.Phase.Succeeded && phase != JobFacts.Phase.Failed;
  }

  /** How many attempts at the work have failed, in Jobs before it too. */
  public int failures() {
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    String before = annotations == null ? null : annotations.get(Labels.FAILURES_BEFORE);
    return failed + (before == null ? 0 : Integer.parseInt(before));
  }

  Duration deadline() {
    return Duration.ofSeconds(object.getSpec().getActiveDeadlineSeconds());
  }

  /** What is seen of it. */
  public JobFacts facts() {
    return new JobFacts(
        name(),
        uid,
        phase,
        failures(),
        phase == JobFacts.Phase.Waiting
            ? Optional.of(
                stuck
                    ? new Claim(Reason.Unschedulable, "no node takes the pod; add room")
                    : new Claim(Reason.Starting, "the pod is being created"))
            : Optional.empty(),
        Optional.ofNullable(said),
        Optional.ofNullable(failure),
        created,
        Optional.ofNullable(finished),
        phase == JobFacts.Phase.Suspended);
  }
}
