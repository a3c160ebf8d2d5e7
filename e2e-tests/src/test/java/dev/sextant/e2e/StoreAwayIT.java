package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The store goes away for a minute in the middle of everything: what serves goes on serving, and
 * what works with the store waits for it and ends as if nothing had been.
 */
@Order(4)
@ExtendWith(Stage.class)
class StoreAwayIT {
  private static final int PER_SECOND = 20;
  private static final int SECONDS = 60;

  private static final Workspace DEMO = Workspace.of(Stage.NAMESPACE);

  @Test
  void aStoreThatIsAwayForAMinuteDelaysWorkAndEndsNone() {
    try (Load load = new Load(DEMO, "fare", PER_SECOND * SECONDS).warmUp(20)) {
      begin();
      take();
      load.start(PER_SECOND);
      await().atMost(Duration.ofMinutes(3)).until(load::done);
      await().atMost(Duration.ofSeconds(60)).until(() -> load.answered() == PER_SECOND * SECONDS);

      assertThat(load.failures()).as("requests that failed while the store was away").isEmpty();
    }
    ModelDeployment fare = DEMO.deployment("fare");
    assertThat(DEMO.is(fare, ModelDeploymentStatus::conditions, "Ready"))
        .as("a model is served without the store")
        .isTrue();
    assertThat(DEMO.is(DEMO.run("fare-late"), TrainingRunStatus::conditions, "Reconciling"))
        .as("the training waits for the store")
        .isTrue();
    assertThat(DEMO.is(DEMO.dataset("rides-late"), DatasetStatus::conditions, "Reconciling"))
        .as("the snapshot waits for the store")
        .isTrue();
    giveBack();

    DEMO.ready(TrainingRun.class, "fare-late", TrainingRunStatus::conditions);
    DEMO.ready(Dataset.class, "rides-late", DatasetStatus::conditions);
    assertThat(workers("fare-late")).as("pods that trained").hasSize(1);
    assertThat(workers("rides-late")).as("pods that took the snapshot").hasSize(1);
  }

  /** A training that fits, and a snapshot whose pod has just begun. */
  private static void begin() {
    DEMO.apply(
        DEMO.sample("rides/training-run.yaml")
            .replace("name: fare-1", "name: fare-late")
            .replace("model: fare", "model: fare-late")
            .replace("rounds: 200", "rounds: 3000")
            .replace("earlyStopping: 20", "earlyStopping: 0"));
    DEMO.until(
        TrainingRun.class,
        "fare-late",
        Duration.ofMinutes(3),
        r ->
            r.getStatus() != null
                && r.getStatus().progress() != null
                && "Fit".equals(r.getStatus().progress().phase()));
    DEMO.apply(
        DEMO.sample("rides/dataset.yaml")
            .replace("name: rides", "name: rides-late")
            .replace("train: 40d", "train: 39d"));
    await().atMost(Duration.ofMinutes(2)).until(() -> !workers("rides-late").isEmpty());
  }

  private static List<Pod> workers(String owner) {
    return History.of(Stage.NAMESPACE).workerPods().stream()
        .filter(pod -> owner.equals(pod.getMetadata().getLabels().get("sextant.dev/owner-name")))
        .toList();
  }

  /** As a node takes it that fails: from one moment to the next. */
  private static void take() {
    scale(0);
    store().withGracePeriod(0).delete();
    await().atMost(Duration.ofMinutes(1)).until(() -> store().list().getItems().isEmpty());
  }

  @AfterAll
  static void giveBack() {
    scale(1);
    Shell.run(
            "kubectl",
            "-n",
            Workspace.SYSTEM,
            "rollout",
            "status",
            "statefulset/sextant-store",
            "--timeout=120s")
        .expectSuccess();
  }

  private static void scale(int replicas) {
    Shell.run(
            "kubectl",
            "-n",
            Workspace.SYSTEM,
            "scale",
            "statefulset/sextant-store",
            "--replicas=" + replicas)
        .expectSuccess();
  }

  private static io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable<
          Pod,
          io.fabric8.kubernetes.api.model.PodList,
          io.fabric8.kubernetes.client.dsl.PodResource>
      store() {
    return DEMO.client()
        .pods()
        .inNamespace(Workspace.SYSTEM)
        .withLabel("app.kubernetes.io/name", "sextant-store");
  }
}
