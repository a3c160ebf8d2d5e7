package dev.sextant.operator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.MovableClock;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("apiserver")
class StoreIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final MovableClock clock = new MovableClock();
  private KubernetesClient client;
  private KubernetesClient ours;
  private String namespace;
  private RunningOperator operator;

  @BeforeEach
  void start() {
    client = ApiServer.start().client();
    ours = ApiServer.start().operatorClient();
    namespace = ApiServer.namespace(client);
    operator =
        RunningOperator.start(
            ours,
            namespace,
            new StoreReconciler(
                new Reconciliations(ours, new FakeResults(), clock),
                new JobSettings("worker:1", "IfNotPresent", "http://operator:8080")));
  }

  @AfterEach
  void stop() {
    operator.close();
    ours.close();
    client.close();
  }

  @Test
  void isReadyWhenTheProbeSucceeds() {
    client.resource(store()).create();

    Fakes.end(
        client,
        job(),
        0,
        Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", null, null));

    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("StoreUsable"));
    assertThat(Conditions.isReady(current().getStatus().conditions())).isTrue();
    assertThat(current().getStatus().observedGeneration()).isEqualTo(1);
  }

  @Test
  void tellsWrongCredentialsFromTheRest() {
    client.resource(store()).create();

    Fakes.end(
        client,
        job(),
        42,
        Fakes.said(
            Termination.Outcome.Refused, "WrongCredentials", "the key is not known", null, null));

    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("WrongCredentials"));
    assertThat(Conditions.isTrue(current().getStatus().conditions(), ConditionTypes.STALLED))
        .isTrue();
  }

  @Test
  void probesAnewWhenTheSpecChanges() {
    client.resource(store()).create();
    Job first = job();
    Fakes.end(
        client,
        first,
        42,
        Fakes.said(Termination.Outcome.Refused, "BucketMissing", "no", null, null));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("BucketMissing"));

    client
        .resource(current())
        .edit(s -> {
          var spec = s.getSpec();
          s.setSpec(
              new dev.sextant.api.store.ArtifactStoreSpec(
                  spec.endpoint(),
                  spec.region(),
                  "other",
                  spec.prefix(),
                  spec.pathStyle(),
                  spec.credentials()));
          return s;
        });

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(jobs())
                .anyMatch(j -> !j.getMetadata().getName().equals(first.getMetadata().getName())));
  }

  @Test
  void aJobOfAnotherObjectThatTheStoreFailedLetsItBeProbedSoon() {
    client.resource(store()).create();
    Job probe = job();
    Fakes.end(
        client,
        probe,
        0,
        Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", null, null));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("StoreUsable"));
    Instant began = Instant.parse(probe.getMetadata().getCreationTimestamp());
    // Times of the API have whole seconds.
    await().atMost(LIMIT).until(() -> Instant.now().isAfter(began.plusSeconds(1)));
    Job user =
        client.resource(Fakes.job(client.resource(Samples.run(namespace)).create())).create();
    clock.goAhead(StoreDecider.WHILE_DOUBTED);

    Fakes.end(
        client,
        user,
        Termination.EXIT_STORE,
        Fakes.said(
            Termination.Outcome.Failed, "WrongCredentials", "the key is not known", null, null));

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(jobs())
                .extracting(j -> j.getMetadata().getName())
                .contains(user.getMetadata().getName())
                .doesNotContain(probe.getMetadata().getName())
                .hasSize(2));
    assertThat(Conditions.isReady(current().getStatus().conditions()))
        .as("nothing is found yet")
        .isTrue();
  }

  private ArtifactStore store() {
    return Yaml.read(
        """
        apiVersion: sextant.dev/v1alpha1
        kind: ArtifactStore
        metadata: {name: default, namespace: %s}
        spec:
          endpoint: http://store.example:9000
          bucket: sextant
          credentials: {secretName: store-keys}
        """
            .formatted(namespace),
        ArtifactStore.class);
  }

  private ArtifactStore current() {
    return client.resources(ArtifactStore.class).inNamespace(namespace).withName("default").get();
  }

  private String reason() {
    var status = current().getStatus();
    return status == null
        ? ""
        : Conditions.find(status.conditions(), ConditionTypes.READY)
            .map(dev.sextant.api.common.Condition::reason)
            .orElse("");
  }

  private List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  private Job job() {
    await().atMost(LIMIT).until(() -> !jobs().isEmpty());
    return jobs().getFirst();
  }
}
