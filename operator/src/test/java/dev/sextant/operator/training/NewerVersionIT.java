package dev.sextant.operator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Condition;
import dev.sextant.api.common.ConditionTypes;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.kernel.Conditions;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.FakeResults;
import dev.sextant.operator.testing.RunningOperator;
import dev.sextant.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a newer version has written stays as it is, under definitions that know more words. */
@Tag("apiserver")
class NewerVersionIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String STATUS =
      """
      {"status": {
        "observedGeneration": 1,
        "phase": "%s",
        "terminalHash": "abc",
        "inputHash": "abc",
        "modelVersion": "fare-0123456789ab",
        "completionTime": "2026-02-01T12:00:00Z",
        "baselines": [{"kind": "%s"}],
        "conditions": [
          {"type": "Ready", "status": "True", "reason": "Judged", "message": "it was judged",
           "lastTransitionTime": "2026-02-01T12:00:00Z", "observedGeneration": 1},
          {"type": "Judged", "status": "True", "reason": "Better", "message": "it is better",
           "lastTransitionTime": "2026-02-01T12:00:00Z", "observedGeneration": 1}]}}
      """;

  private KubernetesClient people;
  private KubernetesClient ours;
  private String namespace;

  @BeforeAll
  static void define() {
    ApiServer.start().defineWith("trainingruns", "Later");
  }

  @AfterAll
  static void restore() {
    ApiServer.start().define("trainingruns");
  }

  @BeforeEach
  void start() {
    people = ApiServer.start().client();
    ours = ApiServer.start().operatorClient();
    namespace = ApiServer.namespace(people);
  }

  @AfterEach
  void stop() {
    ours.close();
    people.close();
  }

  @Test
  void anEnumInAStatusIsLeftAsItIs() {
    people.resource(Samples.run(namespace)).create();

    leaves(STATUS.formatted("Succeeded", "Later"), "status.baselines[0].kind: ");
  }

  @Test
  void aPhaseIsLeftAsItIs() {
    people.resource(Samples.run(namespace)).create();

    leaves(STATUS.formatted("Judging", "ZeroRule"), "status.phase: ");
  }

  @Test
  void aSpecThatCannotBeReadIsNotFollowed() {
    people.resource(Samples.store(namespace)).create();
    GenericKubernetesResource run = generic(Samples.run(namespace));
    run.setAdditionalProperty("spec", later(map(run.get("spec"))));
    people.resource(run).create();

    try (RunningOperator _ = operator()) {
      awaitStalled("spec.task.kind: ");
    }
    assertThat(people.batch().v1().jobs().inNamespace(namespace).list().getItems()).isEmpty();
  }

  private void leaves(String status, String path) {
    people
        .resource(current())
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), status);
    Map<String, Object> before = others();
    Condition judged = condition("Judged");

    try (RunningOperator _ = operator()) {
      awaitStalled(path);
      // An edit makes it look again, and say the same.
      people
          .resource(current())
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"ttl\":\"2h\"}}");
      await().atMost(LIMIT).until(() -> current().getStatus().observedGeneration() == 2);
    }

    assertThat(others()).isEqualTo(before);
    assertThat(condition("Judged")).isEqualTo(judged);
    assertThat(Conditions.isReady(current().getStatus().conditions()))
        .as("what was Ready is so still")
        .isTrue();
    assertThat(people.v1().events().inNamespace(namespace).list().getItems())
        .singleElement()
        .satisfies((Event event) -> {
          assertThat(event.getType()).isEqualTo("Warning");
          assertThat(event.getReason()).isEqualTo("WrittenByNewerVersion");
        });
  }

  private RunningOperator operator() {
    FakeResults results = new FakeResults();
    return RunningOperator.start(
        ours,
        namespace,
        new TrainingReconciler(
            new Reconciliations(ours, results, Clock.systemUTC()),
            results,
            new ProgressBoard(),
            new JobSettings("worker:1", "IfNotPresent", "http://operator:8080")));
  }

  private void awaitStalled(String path) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(current().getStatus()).isNotNull();
          assertThat(Conditions.find(current().getStatus().conditions(), ConditionTypes.STALLED))
              .hasValueSatisfying(stalled -> {
                assertThat(stalled.reason()).isEqualTo("WrittenByNewerVersion");
                assertThat(stalled.message()).startsWith(path);
              });
        });
  }

  private Condition condition(String type) {
    return Conditions.find(current().getStatus().conditions(), type).orElseThrow();
  }

  private TrainingRun current() {
    return people.resources(TrainingRun.class).inNamespace(namespace).withName("fare-1").get();
  }

  /** The status as it is stored, but for what every version writes. */
  private Map<String, Object> others() {
    GenericKubernetesResource run =
        people
            .genericKubernetesResources("sextant.dev/v1alpha1", "TrainingRun")
            .inNamespace(namespace)
            .withName("fare-1")
            .get();
    Map<String, Object> status = new HashMap<>(map(run.get("status")));
    status.remove("conditions");
    status.remove("observedGeneration");
    return status;
  }

  private static Map<String, Object> later(Map<String, Object> spec) {
    Map<String, Object> changed = new HashMap<>(spec);
    changed.put("task", Map.of("kind", "Later"));
    return changed;
  }

  private GenericKubernetesResource generic(TrainingRun run) {
    return people.getKubernetesSerialization().convertValue(run, GenericKubernetesResource.class);
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> copy = new HashMap<>();
    ((Map<?, ?>) value).forEach((k, v) -> copy.put((String) k, v));
    return copy;
  }
}
