package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.Proxy;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The API server is away for the operator alone, so that the world goes on without it. */
@Tag("apiserver")
class OutageIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Watches come back with ever longer pauses, up to half a minute. */
  private static final Duration COMES_BACK = Duration.ofMinutes(2);

  private static final String URL = "http://store.example:9000/sextant/results/1?sig=x";

  @Test
  void seesAfterwardsWhatItMissedAndDoesNoWorkTwice() {
    ApiServer server = ApiServer.start();
    FakeResults results = new FakeResults();
    results.put(URL, Samples.modelResult("e".repeat(64), "x"));
    try (KubernetesClient people = server.client();
        Proxy proxy = server.proxy();
        KubernetesClient ours = server.clientThrough(proxy)) {
      String namespace = ApiServer.namespace(people);
      ReadyWorld.create(people, namespace);
      try (RunningOperator _ = ReadyWorld.operator(ours, namespace, results)) {
        people.resource(Samples.run(namespace)).create();
        await().atMost(LIMIT).until(() -> !jobs(people, namespace).isEmpty());
        Job job = jobs(people, namespace).getFirst();

        proxy.cut();
        Fakes.end(
            people,
            job,
            0,
            Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", URL, "x"));
        TrainingRun later = Samples.run(namespace);
        later.getMetadata().setName("fare-later");
        people.resource(later).create();
        await()
            .during(Duration.ofSeconds(5))
            .atMost(Duration.ofSeconds(15))
            .until(() -> reason(people, namespace, "fare-later").isEmpty());
        proxy.mend();

        await()
            .atMost(COMES_BACK)
            .untilAsserted(() -> {
              assertThat(reason(people, namespace, "fare-1")).isEqualTo("Trained");
              // The same inputs: nothing is trained again, however late the caches are.
              assertThat(reason(people, namespace, "fare-later")).isEqualTo("Reused");
            });
        assertThat(jobs(people, namespace)).hasSize(1);
      }
    }
  }

  private static List<Job> jobs(KubernetesClient client, String namespace) {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  private static String reason(KubernetesClient client, String namespace, String name) {
    return Optional.ofNullable(
            client
                .resources(TrainingRun.class)
                .inNamespace(namespace)
                .withName(name)
                .get()
                .getStatus())
        .flatMap(s -> Conditions.find(s.conditions(), ConditionTypes.READY))
        .map(Condition::reason)
        .orElse("");
  }
}
