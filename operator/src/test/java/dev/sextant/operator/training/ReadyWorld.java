package dev.sextant.operator.training;

import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.dataset.SnapshotSummary;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Makes all that a training needs: a store, a Dataset and its snapshot, all Ready. */
final class ReadyWorld {
  private ReadyWorld() {}

  static void create(KubernetesClient client, String namespace) {
    Condition ready =
        new Condition(ConditionTypes.READY, ConditionStatus.True, 1L, null, "Fine", "fine");
    ArtifactStore store = client.resource(Samples.store(namespace)).create();
    store.setStatus(new ArtifactStoreStatus(1L, List.of(ready), null, null, null));
    client.resource(store).updateStatus();
    DatasetSnapshot snapshot = client.resource(Samples.snapshot(namespace)).create();
    snapshot.setStatus(new DatasetSnapshotStatus(1L, List.of(ready)));
    client.resource(snapshot).updateStatus();
    Dataset dataset = client.resource(Samples.dataset(namespace)).create();
    dataset.setStatus(
        new DatasetStatus(
            1L,
            List.of(ready),
            new SnapshotSummary("rides-1", snapshot.getSpec().digest(), 1L),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null));
    client.resource(dataset).updateStatus();
  }

  /** The Jobs that were made for a run, and for no other of its name. */
  static List<Job> jobs(KubernetesClient client, TrainingRun run) {
    String uid = run.getMetadata().getUid();
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(run.getMetadata().getNamespace())
        .list()
        .getItems()
        .stream()
        .filter(j ->
            j.getMetadata().getOwnerReferences().stream().anyMatch(o -> uid.equals(o.getUid())))
        .toList();
  }

  /** The first of them, once it is there. */
  static Job job(KubernetesClient client, TrainingRun run) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> jobs(client, run), jobs -> !jobs.isEmpty())
        .getFirst();
  }

  /** The controller of trainings, within this process. */
  static RunningOperator operator(KubernetesClient client, String namespace, Results results) {
    return RunningOperator.start(
        client,
        namespace,
        new TrainingReconciler(
            new Reconciliations(client, results, Clock.systemUTC()),
            results,
            new ProgressBoard(),
            new JobSettings("worker:1", "IfNotPresent", "http://operator:8080")));
  }
}
