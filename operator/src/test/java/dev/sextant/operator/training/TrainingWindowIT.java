package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to a run while a write of its status is on its way. */
@Tag("apiserver")
class TrainingWindowIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private KubernetesClient people;
  private KubernetesClient ours;
  private String namespace;
  private RunningOperator operator;
  private final AtomicInteger statusWrites = new AtomicInteger();
  private final AtomicReference<Runnable> inTheWindow = new AtomicReference<>();

  @BeforeEach
  void start() {
    people = ApiServer.start().client();
    namespace = ApiServer.namespace(people);
    ours = ApiServer.start().clientWith(this::before);
    operator = ReadyWorld.operator(ours, namespace, new FakeResults());
  }

  @AfterEach
  void stop() {
    operator.close();
    ours.close();
    people.close();
  }

  @Test
  void anEditInTheWindowIsReconciled() {
    inTheWindow.set(() ->
        people
            .resource(current())
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":true}}"));

    people.resource(Samples.run(namespace)).create();

    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("Suspended"));
    assertThat(current().getStatus().observedGeneration()).isEqualTo(2);
  }

  @Test
  void aRunThatIsDeletedInTheWindowStaysAway() {
    inTheWindow.set(() -> people.resource(current()).delete());

    people.resource(Samples.run(namespace)).create();

    await().atMost(LIMIT).until(() -> statusWrites.get() > 0);
    await().during(Duration.ofSeconds(3)).atMost(LIMIT).until(() -> current() == null);
  }

  /** People delete and create anew to try again: what failed is not the successor's failure. */
  @Test
  void theFailureOfARunIsNotSaidOfItsSuccessor() {
    ReadyWorld.create(people, namespace);
    TrainingRun first = people.resource(Samples.run(namespace)).create();
    Job job = ReadyWorld.job(people, first);

    inTheWindow.set(() -> {
      people.resource(first).delete();
      people.resource(Samples.run(namespace)).create();
    });
    Fakes.end(people, job, 137, "OOMKilled", "");
    await().atMost(LIMIT).until(() -> inTheWindow.get() == null);

    TrainingRun second = current();
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason()).isEqualTo("Terminating"));
    // The garbage collector would do so.
    people.resource(job).delete();
    assertThat(ReadyWorld.job(people, second).getMetadata().getName())
        .isEqualTo(job.getMetadata().getName());
    assertThat(current().getStatus().terminalHash()).isNull();
    assertThat(current().getStatus().failure()).isNull();
  }

  private void before(String method, String path) {
    if (method.equals("PATCH") && path.endsWith("/status")) {
      statusWrites.incrementAndGet();
      Runnable action = inTheWindow.getAndSet(null);
      if (action != null) {
        // On a thread of its own: this one belongs to the client that is about to write.
        Thread change = Thread.ofPlatform().start(action);
        try {
          change.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private TrainingRun current() {
    return people.resources(TrainingRun.class).inNamespace(namespace).withName("fare-1").get();
  }

  private String reason() {
    return Optional.ofNullable(current())
        .flatMap(r -> Optional.ofNullable(r.getStatus()))
        .flatMap(s -> Conditions.find(s.conditions(), ConditionTypes.READY))
        .map(Condition::reason)
        .orElse("");
  }
}
