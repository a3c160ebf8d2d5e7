package dev.sextant.operator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionStatus;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("apiserver")
class DatasetIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String URL = "http://store.example:9000/sextant/results/1?sig=x";

  private KubernetesClient client;
  private String namespace;
  private RunningOperator operator;
  private final FakeResults results = new FakeResults();

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    namespace = ApiServer.namespace(client);
    Reconciliations reconciliations = new Reconciliations(client, results, Clock.systemUTC());
    operator =
        RunningOperator.start(
            client,
            namespace,
            new DatasetReconciler(
                reconciliations,
                results,
                new ProgressBoard(),
                new JobSettings("worker:1", "IfNotPresent", "http://operator:8080")),
            new SnapshotReconciler(reconciliations));
  }

  @AfterEach
  void stop() {
    operator.close();
    client.close();
  }

  @Test
  void waitsForTheStoreThenTakesASnapshot() {
    client.resource(Samples.dataset(namespace)).create();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("StoreNotFound"));
    readyStore();

    results.put(URL, Samples.snapshotResult("a".repeat(64), "x"));
    Fakes.end(
        client, job(), 0, Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", URL, "x"));

    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("SnapshotReady"));
    DatasetSnapshot snapshot = snapshots().getFirst();
    assertThat(snapshot.getMetadata().getName()).isEqualTo("rides-" + "a".repeat(12));
    assertThat(snapshot.getSpec().number()).isEqualTo(1);
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(Conditions.isReady(snapshots().getFirst().getStatus().conditions()))
                .isTrue());
  }

  @Test
  void saysWhatIsWrongWithAnExpressionBeforeAnythingRuns() {
    Dataset dataset = Samples.dataset(namespace, "pickup.getHour()");
    client.resource(dataset).create();

    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("InvalidExpression"));
    assertThat(message()).startsWith("spec.features[0].cel: ");
    assertThat(jobs()).isEmpty();
  }

  @Test
  void writesNothingWhenNothingHappens() {
    readyStore();
    client.resource(Samples.dataset(namespace)).create();
    results.put(URL, Samples.snapshotResult("b".repeat(64), "x"));
    Fakes.end(
        client, job(), 0, Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "", URL, "x"));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("SnapshotReady"));
    await().pollDelay(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> true);
    String before = current().getMetadata().getResourceVersion();

    client
        .resource(current())
        .edit(d -> {
          d.getMetadata().setAnnotations(java.util.Map.of("example.org/touched", "yes"));
          return d;
        });
    String touched = current().getMetadata().getResourceVersion();
    await().pollDelay(Duration.ofSeconds(1)).atMost(LIMIT).until(() -> true);

    assertThat(touched).isNotEqualTo(before);
    assertThat(current().getMetadata().getResourceVersion()).isEqualTo(touched);
    assertThat(snapshots()).hasSize(1);
  }

  private void readyStore() {
    ArtifactStore store = client.resource(Samples.store(namespace)).create();
    store.setStatus(
        new ArtifactStoreStatus(
            1L,
            List.of(
                new Condition(
                    ConditionTypes.READY, ConditionStatus.True, 1L, null, "StoreUsable", "fine")),
            null,
            null,
            null));
    client.resource(store).updateStatus();
  }

  private Dataset current() {
    return client.resources(Dataset.class).inNamespace(namespace).withName("rides").get();
  }

  private String reason() {
    return ready().reason();
  }

  private String message() {
    return String.valueOf(ready().message());
  }

  private Condition ready() {
    var status = current().getStatus();
    return (status == null
            ? java.util.Optional.<Condition>empty()
            : Conditions.find(status.conditions(), ConditionTypes.READY))
        .orElse(new Condition("Ready", ConditionStatus.Unknown, null, null, "", ""));
  }

  private List<DatasetSnapshot> snapshots() {
    return client.resources(DatasetSnapshot.class).inNamespace(namespace).list().getItems();
  }

  private List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  private Job job() {
    await().atMost(LIMIT).until(() -> !jobs().isEmpty());
    return jobs().getFirst();
  }
}
