package dev.sextant.operator.testing;

import dev.sextant.api.common.Labels;
import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobRequest;
import dev.sextant.operator.job.JobResources;
import dev.sextant.operator.job.JobSettings;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays the Job controller and the kubelet, which an API server alone does not have. */
public final class Fakes {
  private Fakes() {}

  /** What a worker says in the end. */
  public static Termination said(
      Termination.Outcome outcome,
      String reason,
      String message,
      @Nullable String url,
      @Nullable String sha256) {
    return new Termination(1, outcome, reason, message, null, url, sha256);
  }

  /** Makes the Job's pod end and the Job with it. */
  public static void end(
      KubernetesClient client, Job job, int exitCode, @Nullable Termination said) {
    end(
        client,
        job,
        exitCode,
        exitCode == 0 ? "Completed" : "Error",
        said == null ? "" : Json.write(said));
  }

  /** Makes the Job's pod end with that reason, and the Job with it. */
  public static void end(
      KubernetesClient client, Job job, int exitCode, String reason, String message) {
    Pod pod = client.resource(pod(job)).create();
    pod.setStatus(
        new PodStatusBuilder()
            .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
            .addNewContainerStatus()
            .withName(JobResources.CONTAINER)
            .withImage("worker")
            .withImageID("")
            .withReady(false)
            .withRestartCount(0)
            .withNewState()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(reason)
            .withMessage(message)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .build());
    client.resource(pod).updateStatus();
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    client
        .resource(job)
        .editStatus(j -> {
          var status = new io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder();
          status.withStartTime(now);
          if (exitCode == 0) {
            status.withSucceeded(1).withCompletionTime(now);
            status
                .addNewCondition()
                .withType("SuccessCriteriaMet")
                .withStatus("True")
                .withLastTransitionTime(now)
                .endCondition();
            status
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .withLastTransitionTime(now)
                .endCondition();
          } else {
            status.withFailed(1);
            status
                .addNewCondition()
                .withType("FailureTarget")
                .withStatus("True")
                .withReason(exitCode == 42 ? "PodFailurePolicy" : "BackoffLimitExceeded")
                .withLastTransitionTime(now)
                .endCondition();
            status
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withReason(exitCode == 42 ? "PodFailurePolicy" : "BackoffLimitExceeded")
                .withLastTransitionTime(now)
                .endCondition();
          }
          j.setStatus(status.build());
          return j;
        });
  }

  /** A Job that works for that object. */
  public static Job job(CustomResource<?, ?> owner) {
    return JobResources.job(
        new JobRequest(
            owner,
            "train-" + owner.getMetadata().getName() + "-0123456789-1",
            "train",
            new ProbeJob(
                new StoreLocation("http://store:9000", "us-east-1", "sextant", "", true), 20),
            "0123456789",
            "store-keys",
            null,
            1,
            0,
            Duration.ofHours(1),
            false,
            Map.of(Labels.STORE, "default")),
        new JobSettings("worker:1", "IfNotPresent", "http://operator:8080"));
  }

  /** The pod that the Job controller would make. */
  public static Pod pod(Job job) {
    return new PodBuilder()
        .withMetadata(
            new ObjectMetaBuilder()
                .withName(job.getMetadata().getName() + "-0")
                .withNamespace(job.getMetadata().getNamespace())
                .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(
                    new OwnerReferenceBuilder()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .withController(true)
                        .build())
                .build())
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withRestartPolicy("Never")
        .withContainers(
            new ContainerBuilder()
                .withName(JobResources.CONTAINER)
                .withImage("worker")
                .withNewResources()
                .withLimits(Map.of("memory", new Quantity("256Mi")))
                .endResources()
                .build())
        .endSpec()
        .build();
  }
}
