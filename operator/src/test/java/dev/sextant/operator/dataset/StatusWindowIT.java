package dev.sextant.operator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lands while a status write is on its way, which JOSDK 5.3 may hide (JOSDK #3398). */
@Tag("apiserver")
class StatusWindowIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private KubernetesClient people;
  private KubernetesClient ours;
  private String namespace;
  private RunningOperator operator;
  private final AtomicInteger statusWrites = new AtomicInteger();
  private Runnable inTheWindow = () -> {};

  @BeforeEach
  void start() {
    people = ApiServer.start().client();
    namespace = ApiServer.namespace(people);
    ours = ApiServer.start().clientWith(this::before);
    FakeResults results = new FakeResults();
    operator =
        RunningOperator.start(
            ours,
            namespace,
            new DatasetReconciler(
                new Reconciliations(ours, results, Clock.systemUTC()),
                results,
                new ProgressBoard(),
                new JobSettings("worker:1", "IfNotPresent", "http://operator:8080")));
  }

  @AfterEach
  void stop() {
    operator.close();
    ours.close();
    people.close();
  }

  @Test
  void anEditInTheWindowIsReconciled() {
    inTheWindow =
        () ->
            people
                .resource(current())
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    "{\"spec\":{\"features\":[{\"name\":\"hour\",\"cel\":\"pickup.wrong()\"}]}}");

    people.resource(Samples.dataset(namespace, "pickup.alsoWrong()")).create();

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          Dataset now = current();
          assertThat(now.getMetadata().getGeneration()).isEqualTo(2);
          assertThat(now.getStatus()).isNotNull();
          assertThat(now.getStatus().observedGeneration()).isEqualTo(2);
        });
  }

  @Test
  void anObjectThatIsDeletedInTheWindowStaysAway() {
    inTheWindow = () -> people.resource(Samples.dataset(namespace)).delete();

    people.resource(Samples.dataset(namespace, "pickup.wrong()")).create();

    await().atMost(LIMIT).until(() -> statusWrites.get() > 0);
    await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> current() == null);
  }

  private void before(String method, String path) {
    if (method.equals("PATCH") && path.endsWith("/status") && statusWrites.getAndIncrement() == 0) {
      // On a thread of its own: this one belongs to the client that is about to write.
      Thread change = Thread.ofPlatform().start(inTheWindow);
      try {
        change.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Dataset current() {
    return people.resources(Dataset.class).inNamespace(namespace).withName("rides").get();
  }
}
