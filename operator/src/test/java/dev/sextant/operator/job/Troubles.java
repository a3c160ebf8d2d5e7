package dev.sextant.operator.job;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may befall a Job, in the words that Kubernetes and the worker really use. */
public final class Troubles {
  private Troubles() {}

  /** Why a pod does not start, by situation. */
  public static Map<String, JobFacts> waits(String name) {
    Map<String, JobFacts> all = new LinkedHashMap<>();
    all.put("its pod is being created", read(name, "{}", List.of()));
    all.put(
        "no node has room for its pod",
        read(
            name,
            "{}",
            List.of(
                pod(
                    """
                    phase: Pending
                    conditions:
                    - type: PodScheduled
                      status: "False"
                      reason: Unschedulable
                      message: "0/1 nodes are available: 1 Insufficient memory."
                    """))));
    all.put(
        "its image cannot be pulled",
        read(
            name,
            "{}",
            List.of(
                waiting(
                    "ImagePullBackOff",
                    "Back-off pulling image registry.example/worker:1: not found"))));
    all.put(
        "the Secret of the store is missing",
        read(
            name,
            "{}",
            List.of(waiting("CreateContainerConfigError", "secret \"store-keys\" not found"))));
    all.put(
        "a quota refuses its pod",
        JobReading.read(
            job(name, "{}"),
            List.of(),
            Optional.of(
                "pods \"job-1\" is forbidden: exceeded quota: compute, requested: limits.memory=1Gi")));
    return all;
  }

  /** How a Job fails for good, by situation. */
  public static Map<String, JobFacts> failures(String name) {
    Map<String, JobFacts> all = new LinkedHashMap<>();
    all.put("the container used too much memory", failed(name, 137, "OOMKilled", ""));
    all.put("the Java heap was full", failed(name, 3, "Error", "Terminating due to OutOfMemory"));
    all.put(
        "the container ended without a word",
        failed(name, 134, "Error", "# A fatal error\n# SIGABRT"));
    all.put(
        "the worker failed",
        failed(
            name,
            Termination.EXIT_FAILED,
            "Error",
            said("SourceChanged", "s3://lake/a.csv: went away while it was read")));
    all.put(
        "the worker refused",
        failed(
            name,
            Termination.EXIT_REFUSED,
            "Error",
            said(
                "SchemaMismatch",
                "spec.columns[2]: the file has no column 'distance'; fix the name or the file")));
    all.put(
        "the node was short of memory",
        read(
            name,
            FAILED.formatted("BackoffLimitExceeded"),
            List.of(
                pod(
                    """
                    phase: Failed
                    reason: Evicted
                    message: "The node was low on resource: memory."
                    """))));
    all.put("it took too long", read(name, FAILED.formatted("DeadlineExceeded"), List.of()));
    all.put(
        "it failed and its pods are gone",
        read(name, FAILED.formatted("BackoffLimitExceeded"), List.of()));
    return all;
  }

  /** How a store keeps a Job from its work, by situation. */
  public static Map<String, JobFacts> stores(String name) {
    Map<String, JobFacts> all = new LinkedHashMap<>();
    String what = "writing s3://sextant/probes/1";
    store(
        all,
        name,
        "WrongCredentials",
        what
            + ": the store refused the credentials (InvalidAccessKeyId, HTTP 403); fix the access key in the store's Secret");
    store(
        all,
        name,
        "AccessDenied",
        what
            + ": the store denied access (AccessDenied, HTTP 403); grant the account read, write, list and delete there");
    store(
        all,
        name,
        "BucketMissing",
        what + ": the bucket does not exist; create it, or fix the bucket's name");
    store(
        all,
        name,
        "EndpointUnreachable",
        what + ": the endpoint cannot be reached: Connection refused");
    store(
        all,
        name,
        "Timeout",
        what + ": the store took too long to answer; check its load and the network");
    store(all, name, "BadStore", "store: the variable SEXTANT_STORE_ACCESS_KEY_ID is empty");
    return all;
  }

  /** A Job that runs. */
  public static JobFacts runs(String name) {
    return read(name, "{}", List.of(pod("phase: Running")));
  }

  /** A Job that has done its work. */
  public static JobFacts succeeded(String name) {
    String done =
        Json.write(
            new Termination(
                1,
                Termination.Outcome.Succeeded,
                "Succeeded",
                "",
                null,
                "http://store.example:9000/r",
                "x"));
    return read(
        name,
        "{completionTime: \"2026-02-01T12:00:00Z\", conditions: [{type: Complete, status: \"True\"}]}",
        List.of(ended(0, "Completed", done)));
  }

  private static void store(Map<String, JobFacts> all, String name, String word, String message) {
    all.put(
        "the store says " + word,
        failed(name, Termination.EXIT_STORE, "Error", said(word, message)));
  }

  private static final String FAILED =
      "{conditions: [{type: Failed, status: \"True\", reason: %s, lastTransitionTime: \"2026-02-01T12:00:00Z\"}], failed: 3}";

  private static JobFacts failed(String name, int code, String reason, String message) {
    return read(name, FAILED.formatted("PodFailurePolicy"), List.of(ended(code, reason, message)));
  }

  private static String said(String word, String message) {
    return Json.write(
        new Termination(1, Termination.Outcome.Failed, word, message, null, null, null));
  }

  private static Pod waiting(String reason, String message) {
    return pod(
        """
        phase: Pending
        containerStatuses:
        - name: worker
          state: {waiting: {reason: %s, message: %s}}
        """
            .formatted(reason, Json.write(message)));
  }

  private static Pod ended(int code, String reason, String message) {
    return pod(
        """
        phase: Failed
        containerStatuses:
        - name: worker
          state: {terminated: {exitCode: %d, reason: %s, message: %s}}
        """
            .formatted(code, reason, Json.write(message)));
  }

  private static JobFacts read(String name, String status, List<Pod> pods) {
    return JobReading.read(job(name, status), pods, Optional.empty());
  }

  private static Job job(String name, String status) {
    return Yaml.read(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %s, uid: job-uid, creationTimestamp: "2026-02-01T11:59:00Z"}
        spec: {activeDeadlineSeconds: 3600}
        status: %s
        """
            .formatted(name, status),
        Job.class);
  }

  private static Pod pod(String status) {
    return Yaml.read(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-1, creationTimestamp: "2026-02-01T11:59:00Z"}
        spec:
          containers:
          - {name: worker, resources: {limits: {memory: 512Mi}}}
        status:
        %s
        """
            .formatted(status.indent(2)),
        Pod.class);
  }
}
