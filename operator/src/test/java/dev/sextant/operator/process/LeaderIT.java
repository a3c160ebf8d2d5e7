package dev.sextant.operator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.contracts.job.Progress;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.Proxy;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Workers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators: one acts, the other waits, and takes over when the first is killed. */
@Tag("apiserver")
class LeaderIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A lease of 30 seconds, looked at every three, on a machine that has other things to do. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(40);

  @TempDir private Path work;
  private KubernetesClient client;
  private String namespace;
  private Workers workers;

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    namespace = ApiServer.namespace(client);
    workers = new Workers(client);
    workers.prepare(namespace);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Test
  void oneActsAndTheOtherTakesOverWithoutDoingAnythingTwice() throws IOException {
    try (SpanReceiver receiver = new SpanReceiver();
        OperatorProcess first = start("first", receiver).awaitReady()) {
      await().atMost(LIMIT).until(() -> holder().startsWith("first_"));
      try (OperatorProcess second = start("second", receiver).awaitReady();
          HttpClient worker = HttpClient.newHttpClient();
          Proxy service = new Proxy(second.port(), first.port())) {
        assertThat(second.status("/q/health/live")).isEqualTo(200);
        work();
        String token = workers.token(workers.pod(job("snapshot")), Progress.AUDIENCE);
        String report = Workers.report(dataset());

        assertThat(second.report(token, report)).as("from a follower").isEqualTo(503);
        assertThat(OperatorProcess.report(worker, service.port(), token, report)).isEqualTo(503);
        await()
            .atMost(Duration.ofSeconds(5))
            .untilAsserted(() ->
                assertThat(OperatorProcess.report(worker, service.port(), token, report))
                    .as("the next connection comes to the leader")
                    .isEqualTo(204));
        await()
            .atMost(LIMIT)
            .until(() -> {
              var status = dataset().getStatus();
              return status != null
                  && status.progress() != null
                  && status.progress().percent() == 40;
            });
        assertThat(first.metric("sextant_leader", "")).isEqualTo(1);
        assertThat(second.metric("sextant_leader", "")).isZero();
        assertThat(second.metric("reconciliations_execution_duration_seconds_count", ""))
            .as("looks of the one that waits")
            .isZero();
        Set<String> jobs = jobs();
        assertThat(jobs).hasSize(2);

        first.kill();

        await().atMost(TAKEN_OVER).until(() -> holder().startsWith("second_"));
        await().atMost(LIMIT).until(() -> second.metric("sextant_leader", "") == 1);
        assertThat(second.report(token, report)).isEqualTo(204);
        somethingNew();
        assertThat(jobs()).as("what the first began goes on").containsAll(jobs).hasSize(3);
        assertThat(second.status("/q/health/ready")).isEqualTo(200);
      }
      assertThat(receiver.connections()).as("traces are off").isZero();
    }
  }

  private OperatorProcess start(String name, SpanReceiver receiver) throws IOException {
    return OperatorProcess.start(
        name,
        namespace,
        ApiServer.start().kubeconfig(),
        work,
        Map.of("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()));
  }

  private String holder() {
    var lease = client.leases().inNamespace(namespace).withName("sextant-operator").get();
    return lease == null || lease.getSpec().getHolderIdentity() == null
        ? ""
        : lease.getSpec().getHolderIdentity();
  }

  /** A store that is fine, and a Dataset whose Job is there. */
  private void work() {
    client.resource(Samples.store(namespace)).create();
    Fakes.end(
        client,
        job("probe"),
        0,
        Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "it can be used", null, null));
    await()
        .atMost(LIMIT)
        .until(() -> {
          var status = store("default").getStatus();
          return status != null && Conditions.isReady(status.conditions());
        });
    client.resource(Samples.dataset(namespace)).create();
    await().atMost(LIMIT).until(() -> jobs().size() == 2);
  }

  /** Another store, which gets its probe. */
  private void somethingNew() {
    ArtifactStore other = Samples.store(namespace);
    other.getMetadata().setName("other");
    client.resource(other).create();
    await().atMost(LIMIT).until(() -> jobs().size() > 2);
    await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> jobs().size() == 3);
  }

  private ArtifactStore store(String name) {
    return client.resources(ArtifactStore.class).inNamespace(namespace).withName(name).get();
  }

  private Dataset dataset() {
    return client.resources(Dataset.class).inNamespace(namespace).withName("rides").get();
  }

  private Set<String> jobs() {
    return all().stream().map(job -> job.getMetadata().getUid()).collect(Collectors.toSet());
  }

  private List<Job> all() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  private Job job(String component) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                all().stream()
                    .filter(job -> component(job).equals(component))
                    .findFirst()
                    .orElse(null),
            job -> job != null);
  }

  private static String component(HasMetadata object) {
    return object.getMetadata().getLabels().getOrDefault("app.kubernetes.io/component", "");
  }
}
