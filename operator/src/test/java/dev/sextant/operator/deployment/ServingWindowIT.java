package dev.sextant.operator.deployment;

import static dev.sextant.operator.deployment.ServingCluster.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.operator.testing.ApiServer;
import dev.sextant.operator.testing.RunningOperator;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lands while a status write is on its way, which JOSDK 5.3 may hide (JOSDK #3398). */
@Tag("apiserver")
class ServingWindowIT {
  private final AtomicInteger statusWrites = new AtomicInteger();
  private KubernetesClient people;
  private KubernetesClient ours;
  private ServingCluster cluster;
  private RunningOperator operator;
  private volatile String window = "/modeldeployments/fare/status";
  private volatile Runnable inTheWindow = () -> {};

  @BeforeEach
  void start() {
    people = ApiServer.start().client();
    cluster = new ServingCluster(people, ApiServer.namespace(people));
    ours = ApiServer.start().clientWith(this::before);
    operator = ServingCluster.operator(ours, cluster.namespace);
  }

  @AfterEach
  void stop() {
    operator.close();
    ours.close();
    people.close();
  }

  @Test
  void anEditInTheWindowIsReconciled() {
    inTheWindow = () -> cluster.patch("{\"spec\":{\"scaling\":{\"replicas\":0}}}");

    people.resource(cluster.wanted()).create();

    eventually(() -> {
      ModelDeployment now = cluster.deployment();
      assertThat(now.getMetadata().getGeneration()).isEqualTo(2);
      assertThat(now.getStatus()).isNotNull();
      assertThat(now.getStatus().observedGeneration()).isEqualTo(2);
    });
  }

  @Test
  void anObjectThatIsDeletedInTheWindowStaysAway() {
    inTheWindow = () -> people.resource(cluster.wanted()).delete();

    people.resource(cluster.wanted()).create();

    eventually(() -> assertThat(statusWrites.get()).isPositive());
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofMinutes(1))
        .until(() -> cluster.deployment() == null);
  }

  @Test
  void anAcknowledgementInTheWindowIsSeen() {
    cluster.serve();
    String hash = cluster.hash();
    inTheWindow = () -> cluster.acknowledge(pod("router-b"), hash);
    window = "/routes/fare/status";
    statusWrites.set(0);

    // The operator writes that it waits for this one, which answers at that very moment.
    cluster.router("router-b", true);

    eventually(() -> assertThat(cluster.route().getStatus().acknowledged()).isEqualTo("2/2"));
    assertThat(statusWrites.get()).isPositive();
  }

  private Pod pod(String name) {
    return people.pods().inNamespace(cluster.namespace).withName(name).get();
  }

  private void before(String method, String path) {
    if (method.equals("PATCH") && path.endsWith(window) && statusWrites.getAndIncrement() == 0) {
      // On a thread of its own: this one belongs to the client that is about to write.
      Thread change = Thread.ofPlatform().start(inTheWindow);
      try {
        change.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
