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
import dev.sextant.operator.testing.Yaml;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
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

  private final FakeResults results = new FakeResults();

  @Test
  void seesAfterwardsWhatItMissedAndDoesNoWorkTwice() {
    ApiServer server = ApiServer.start();
    try (KubernetesClient people = server.client();
        Proxy proxy = server.proxy();
        KubernetesClient ours = server.clientThrough(proxy)) {
      String namespace = ApiServer.namespace(people);
      ReadyWorld.create(people, namespace);
      try (RunningOperator _ = ReadyWorld.operator(ours, namespace, results)) {
        end(people, start(people, namespace, "fare-1", 7), "a");
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () -> assertThat(reason(people, namespace, "fare-1")).isEqualTo("Trained"));
        Job other = start(people, namespace, "fare-other", 8);

        proxy.cut();
        end(people, other, "b");
        people.resource(run(namespace, "fare-later", 7)).create();
        await()
            .during(Duration.ofSeconds(5))
            .atMost(Duration.ofSeconds(15))
            .until(() -> reason(people, namespace, "fare-later").isEmpty());
        proxy.mend();

        await()
            .atMost(COMES_BACK)
            .untilAsserted(() -> {
              assertThat(reason(people, namespace, "fare-other")).isEqualTo("Trained");
              // The inputs of the first: nothing is trained again, however late the caches are.
              assertThat(reason(people, namespace, "fare-later")).isEqualTo("Reused");
            });
        assertThat(jobs(people, namespace)).hasSize(2);
      }
    }
  }

  private static TrainingRun run(String namespace, String name, long seed) {
    TrainingRun run =
        Yaml.read(
            Serialization.asJson(Samples.run(namespace)).replace("\"seed\":7", "\"seed\":" + seed),
            TrainingRun.class);
    run.getMetadata().setName(name);
    return run;
  }

  private static Job start(KubernetesClient client, String namespace, String name, long seed) {
    return ReadyWorld.job(client, client.resource(run(namespace, name, seed)).create());
  }

  /** Ends a Job with a model of that digit. */
  private void end(KubernetesClient client, Job job, String hex) {
    String url = "http://store.example:9000/sextant/results/%s?sig=x".formatted(hex);
    results.put(url, Samples.modelResult(hex.repeat(64), "x"));
    Fakes.end(
        client, job, 0, Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", url, "x"));
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
