package dev.sextant.operator.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.testing.Fakes;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JobReadingTest {
  @Test
  void saysTheLimitThatTheContainerExceeded() {
    JobFacts facts = read(failed("BackoffLimitExceeded"), ended(137, "OOMKilled", ""));

    assertThat(facts.failure().orElseThrow().claim().reason()).isEqualTo(Reason.OutOfMemory);
    assertThat(facts.failure().orElseThrow().claim().message())
        .isEqualTo(
            "spec.resources.limits.memory: the container used more than its limit of 256Mi; raise it");
  }

  @Test
  void knowsAFullHeapByItsExitCode() {
    JobFacts facts = read(failed("BackoffLimitExceeded"), ended(3, "Error", "last words"));

    assertThat(facts.failure().orElseThrow().claim().reason()).isEqualTo(Reason.OutOfMemory);
    assertThat(facts.failure().orElseThrow().logTail()).isEqualTo("last words");
  }

  @Test
  void repeatsARefusalInTheWorkersWords() {
    String said =
        Json.write(
            Fakes.said(
                Termination.Outcome.Refused,
                "MissingColumn",
                "spec.columns[1].name: no column 'fare'; fix the name",
                null,
                null));

    JobFailure failure =
        read(failed("PodFailurePolicy"), ended(42, "Error", said)).failure().orElseThrow();

    assertThat(failure.refused()).isTrue();
    assertThat(failure.word()).isEqualTo("MissingColumn");
    assertThat(failure.claim().message())
        .isEqualTo("spec.columns[1].name: no column 'fare'; fix the name");
  }

  @Test
  void tellsTroubleWithTheStoreFromAFailureOfTheWork() {
    String said =
        Json.write(
            Fakes.said(
                Termination.Outcome.Failed,
                "WrongCredentials",
                "the key is not known",
                null,
                null));

    JobFacts facts = read(failed("PodFailurePolicy"), ended(43, "Error", said));

    assertThat(facts.failure().flatMap(JobFailure::trouble))
        .contains(StoreTrouble.WrongCredentials);
    assertThat(facts.failure().orElseThrow().refused()).isFalse();
    assertThat(facts.failure().orElseThrow().claim().reason()).isEqualTo(Reason.WrongCredentials);
    assertThat(facts.failures()).isEqualTo(1);
    assertThat(facts.spent()).isZero();
  }

  @Test
  void saysHowACrashEndedAndWhatItWroteLast() {
    JobFailure failure =
        read(failed("BackoffLimitExceeded"), ended(139, "Error", "line 1\nSegmentation fault"))
            .failure()
            .orElseThrow();

    assertThat(failure.claim().message())
        .isEqualTo(
            "the container ended with exit code 139 (signal 11); it wrote last: Segmentation"
                + " fault");
    assertThat(failure.exitCode()).isEqualTo(139);
  }

  @Test
  void saysThatTheDeadlineHasPassed() {
    JobFacts facts = JobReading.read(failed("DeadlineExceeded"), List.of(), Optional.empty());

    assertThat(facts.failure().orElseThrow().claim().reason()).isEqualTo(Reason.DeadlineExceeded);
    assertThat(facts.failure().orElseThrow().claim().message()).contains("spec.limits.duration");
  }

  /** Between the end of the pod and the word of the Job nothing is being created. */
  @Test
  void aPodThatHasSucceededIsAtWorkUntilTheJobSaysSo() {
    Pod pod = ended(0, "Completed", "");
    pod.getStatus().setPhase("Succeeded");

    assertThat(read(job(), pod).phase()).isEqualTo(JobFacts.Phase.Running);
  }

  @Test
  void saysWhyNoPodIsCreated() {
    JobFacts facts =
        JobReading.read(
            job(), List.of(), Optional.of("serviceaccount \"sextant-worker\" not found"));

    assertThat(facts.phase()).isEqualTo(JobFacts.Phase.Waiting);
    assertThat(facts.waiting().orElseThrow().reason()).isEqualTo(Reason.Denied);
    assertThat(facts.waiting().orElseThrow().message()).contains("sextant-worker");
  }

  @Test
  void saysThatAnImageCannotBePulled() {
    Pod pod =
        new PodBuilder(Fakes.pod(job()))
            .editMetadata()
            .withCreationTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .withNewStatus()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withName("worker")
            .withNewState()
            .withNewWaiting("Back-off pulling image", "ImagePullBackOff")
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    assertThat(read(job(), pod).waiting().orElseThrow().reason()).isEqualTo(Reason.ImagePullFailed);
  }

  @Property
  void noTerminationMessageIsTooStrangeToBeRead(@ForAll String message, @ForAll int code) {
    JobFacts facts = read(failed("BackoffLimitExceeded"), ended(code, "Error", message));

    assertThat(facts.phase()).isEqualTo(JobFacts.Phase.Failed);
    assertThat(facts.failure()).isPresent();
  }

  private static JobFacts read(Job job, Pod pod) {
    return JobReading.read(job, List.of(pod), Optional.empty());
  }

  private static Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withName("train-fare-1-abc-1")
        .withNamespace("ns")
        .withUid("job-uid")
        .withCreationTimestamp("2026-01-01T00:00:00Z")
        .endMetadata()
        .withNewSpec()
        .withActiveDeadlineSeconds(3600L)
        .withNewTemplate()
        .withNewMetadata()
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Job failed(String reason) {
    return new JobBuilder(job())
        .withNewStatus()
        .withFailed(1)
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .withReason(reason)
        .withLastTransitionTime("2026-01-01T00:05:00Z")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod ended(int code, String reason, String message) {
    return new PodBuilder(Fakes.pod(job()))
        .editMetadata()
        .withCreationTimestamp("2026-01-01T00:00:00Z")
        .endMetadata()
        .withNewStatus()
        .withPhase("Failed")
        .addNewContainerStatus()
        .withName("worker")
        .withNewState()
        .withNewTerminated()
        .withExitCode(code)
        .withReason(reason)
        .withMessage(message)
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
