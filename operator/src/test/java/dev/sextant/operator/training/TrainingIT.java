package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.common.Labels;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.contracts.job.Termination;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.Fakes;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("apiserver")
class TrainingIT {
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
    operator = run();
    ReadyWorld.create(client, namespace);
  }

  @AfterEach
  void stop() {
    operator.close();
    client.close();
  }

  @Test
  void endsInAVersionAndNeverTrainsAgain() {
    client.resource(Samples.run(namespace)).create();
    results.put(URL, Samples.modelResult("c".repeat(64), "x"));
    Job job = job();
    Fakes.end(
        client, job, 0, Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", URL, "x"));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason("fare-1")).isEqualTo("Trained"));
    ModelVersion version = versions().getFirst();

    operator.close();
    client.resource(job).delete();
    client.pods().inNamespace(namespace).delete();
    operator = run();
    client.resource(again("fare-2")).create();

    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason("fare-2")).isEqualTo("Reused"));
    assertThat(version.getMetadata().getName()).isEqualTo("fare-" + "c".repeat(12));
    assertThat(version.getSpec().number()).isEqualTo(1);
    assertThat(status("fare-2").modelVersion()).isEqualTo(version.getMetadata().getName());
    assertThat(status("fare-1").phase()).isEqualTo("Succeeded");
    assertThat(jobs()).isEmpty();
    assertThat(versions()).hasSize(1);
  }

  @Test
  void saysThatTheContainerRanOutOfMemoryAndByHowMuch() {
    client.resource(Samples.run(namespace)).create();

    Fakes.end(client, job(), 137, "OOMKilled", "");

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(reason("fare-1")).isEqualTo("OutOfMemory"));
    assertThat(status("fare-1").failure().message())
        .startsWith(
            "spec.resources.limits.memory: the container used more than its limit of 256Mi");
    assertThat(status("fare-1").failure().exitCode()).isEqualTo(137);
    assertThat(status("fare-1").terminalHash()).isNotNull();
  }

  @Test
  void goesOnWhenTheKeysOfItsStoreAreMended() {
    client.resource(Samples.run(namespace)).create();
    Job first = job();

    Fakes.end(
        client,
        first,
        43,
        Fakes.said(
            Termination.Outcome.Failed, "WrongCredentials", "the key is not known", null, null));

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(reason("fare-1")).isEqualTo("WrongCredentials"));
    assertThat(status("fare-1").terminalHash()).isNull();
    // The pause after the first attempt is 15 seconds.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> jobs().stream().anyMatch(j -> j.getMetadata().getName().endsWith("-2")));
    results.put(URL, Samples.modelResult("d".repeat(64), "x"));
    Fakes.end(
        client,
        jobs().stream()
            .filter(j -> j.getMetadata().getName().endsWith("-2"))
            .findFirst()
            .orElseThrow(),
        0,
        Fakes.said(Termination.Outcome.Succeeded, "Succeeded", "fine", URL, "x"));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(reason("fare-1")).isEqualTo("Trained"));
  }

  @Test
  void suspendsAndResumesItsJob() {
    client.resource(Samples.run(namespace)).create();
    Job job = job();

    suspend(true);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(jobs().getFirst().getSpec().getSuspend()).isTrue());
    suspend(false);

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(jobs().getFirst().getSpec().getSuspend()).isFalse());
    assertThat(jobs().getFirst().getMetadata().getUid()).isEqualTo(job.getMetadata().getUid());
  }

  @Test
  void neverSeizesAJobThatSomebodyElseMade() {
    operator.close();
    TrainingRun run = client.resource(Samples.run(namespace)).create();
    String hash =
        TrainingJobs.hash(
            run.getSpec(),
            new dev.sextant.api.training.SnapshotPin("rides-1", "sha256:" + "a".repeat(64)));
    String name = dev.sextant.operator.kernel.Names.job("train", "fare-1", hash, 1);
    client
        .resource(
            new io.fabric8.kubernetes.api.model.batch.v1.JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("other")
                .withImage("other")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build())
        .create();

    operator = run();

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(reason("fare-1")).isEqualTo("NameConflict"));
    assertThat(jobs()).hasSize(1);
    assertThat(jobs().getFirst().getMetadata().getOwnerReferences()).isEmpty();
  }

  private RunningOperator run() {
    return ReadyWorld.operator(client, namespace, results);
  }

  private TrainingRun again(String name) {
    TrainingRun run = Samples.run(namespace);
    run.getMetadata().setName(name);
    return run;
  }

  private void suspend(boolean value) {
    client
        .resource(Samples.run(namespace))
        .patch(
            io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
            "{\"spec\":{\"suspend\":" + value + "}}");
  }

  private TrainingRunStatus status(String name) {
    return client
        .resources(TrainingRun.class)
        .inNamespace(namespace)
        .withName(name)
        .get()
        .getStatus();
  }

  private String reason(String name) {
    return Optional.ofNullable(status(name))
        .flatMap(s -> Conditions.find(s.conditions(), ConditionTypes.READY))
        .map(Condition::reason)
        .orElse("");
  }

  private List<ModelVersion> versions() {
    return client
        .resources(ModelVersion.class)
        .inNamespace(namespace)
        .withLabel(Labels.MODEL, "fare")
        .list()
        .getItems();
  }

  private List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  private Job job() {
    await().atMost(LIMIT).until(() -> !jobs().isEmpty());
    return jobs().getFirst();
  }
}
