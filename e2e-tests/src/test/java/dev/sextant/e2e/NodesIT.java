package dev.sextant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.common.Labels;
import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What two nodes are for: two servers and two routers on each its own, and one node may go. */
@Order(6)
@ExtendWith(Stage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesIT {
  private static final int PER_SECOND = 50;
  private static final int SECONDS = 30;

  private static final Workspace DEMO = Workspace.of(Stage.NAMESPACE);

  @BeforeAll
  static void twoServers() {
    assertThat(nodes()).as("bring the cluster up with --nodes 2").hasSizeGreaterThanOrEqualTo(2);
    DEMO.kubectl("scale", "modeldeployment/fare", "--replicas=2");
    DEMO.until(
        ModelDeployment.class,
        "fare",
        Duration.ofMinutes(3),
        d ->
            Integer.valueOf(2).equals(d.getStatus().readyReplicas())
                && DEMO.is(d, ModelDeploymentStatus::conditions, "Ready"));
  }

  @AfterAll
  static void oneServer() {
    nodes().forEach(node -> DEMO.kubectl("uncordon", node));
    DEMO.kubectl("scale", "modeldeployment/fare", "--replicas=1");
  }

  @Test
  @Order(1)
  void serversAndRoutersAreSpreadOverBothAndEachOfThemAnswers() throws Exception {
    assertThat(nodesOf(servers())).as("nodes with servers").hasSize(2);
    assertThat(nodesOf(routers())).as("nodes with routers").hasSize(2);
    for (Pod pod : Stream.concat(servers().stream(), routers().stream()).toList()) {
      assertThat(ask(pod))
          .as(pod.getMetadata().getName() + " on " + pod.getSpec().getNodeName())
          .isFinite()
          .isPositive();
    }
  }

  @Test
  @Order(2)
  void aNodeThatIsDrainedBreaksOffNoCall() {
    String node = withoutStore();
    try (Load load = new Load(DEMO, "fare", PER_SECOND * SECONDS).warmUp(100).start(PER_SECOND)) {
      DEMO.kubectl(
          "drain", node, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=180s");
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> readyElsewhere(servers(), node) && readyElsewhere(routers(), node));
      await().atMost(Duration.ofMinutes(3)).until(load::done);
      await().atMost(Duration.ofSeconds(60)).until(() -> load.answered() == PER_SECOND * SECONDS);

      assertThat(load.failures()).as("requests that failed").isEmpty();
    }
    DEMO.ready(ModelDeployment.class, "fare", ModelDeploymentStatus::conditions);
  }

  private static boolean readyElsewhere(List<Pod> pods, String node) {
    return pods.size() == 2
        && pods.stream()
            .allMatch(
                pod -> Readiness.isPodReady(pod) && !node.equals(pod.getSpec().getNodeName()));
  }

  private static List<String> nodes() {
    return DEMO.client().nodes().list().getItems().stream()
        .map((Node node) -> node.getMetadata().getName())
        .toList();
  }

  /** The embedded store's volume belongs to its node. */
  private static String withoutStore() {
    String stores =
        DEMO.client()
            .pods()
            .inNamespace(Workspace.SYSTEM)
            .withLabel("app.kubernetes.io/name", "sextant-store")
            .list()
            .getItems()
            .getFirst()
            .getSpec()
            .getNodeName();
    return nodes().stream().filter(node -> !node.equals(stores)).findFirst().orElseThrow();
  }

  private static List<Pod> servers() {
    return pods(Labels.DEPLOYMENT, "fare");
  }

  private static List<Pod> routers() {
    return pods(Labels.COMPONENT, "router");
  }

  private static List<Pod> pods(String label, String value) {
    return DEMO
        .client()
        .pods()
        .inNamespace(DEMO.namespace())
        .withLabel(label, value)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private static Set<String> nodesOf(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getSpec().getNodeName()).collect(Collectors.toSet());
  }

  /** The answer of that very pod. */
  private static double ask(Pod pod) throws IOException, InterruptedException {
    try (LocalPortForward port =
            DEMO.client()
                .pods()
                .inNamespace(DEMO.namespace())
                .withName(pod.getMetadata().getName())
                .portForward(8080);
        Inference fare =
            new Inference(
                URI.create("http://127.0.0.1:" + port.getLocalPort() + "/v2/models/fare/infer"))) {
      return Inference.prediction(fare.infer(Inference.ride(2.0)));
    }
  }
}
