package dev.sextant.operator.boot;

import dev.sextant.operator.progress.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Starts the controllers once the API server answers. The SDK's own start gives up at the first
 * error and leaves a process that lives and does nothing; this one waits for the API server as long
 * as it takes, and ends the process when the start itself fails.
 */
@ApplicationScoped
public class OperatorStart {
  private static final Logger LOG = Logger.getLogger(OperatorStart.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Operator operator;
  private final KubernetesClient client;
  private final Leadership leadership;
  private final CountDownLatch stopped = new CountDownLatch(1);

  OperatorStart(
      Operator operator, KubernetesClient client, Leadership leadership, MeterRegistry meters) {
    this.operator = operator;
    this.client = client;
    this.leadership = leadership;
    Gauge.builder("sextant.leader", leadership, l -> l.leads() ? 1 : 0)
        .description("1 in the process that acts, 0 in those that wait to")
        .register(meters);
  }

  void onStart(@Observes StartupEvent event) {
    Thread.ofPlatform().name("operator-start").daemon().start(this::start);
  }

  void onStop(@Observes ShutdownEvent event) {
    stopped.countDown();
    operator.stop();
  }

  private void start() {
    try {
      if (waitForApiServer()) {
        if (operator.getConfigurationService().getLeaderElectionConfiguration().isEmpty()) {
          leadership.begin();
        }
        operator.start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("the controllers did not start; the process ends and is started anew", e);
      Quarkus.asyncExit(1);
    }
  }

  /** Whether the API server answers; false when the process ends before it does. */
  private boolean waitForApiServer() throws InterruptedException {
    Duration pause = Duration.ofMillis(500);
    boolean said = false;
    while (!answers()) {
      if (!said) {
        LOG.warnf("the API server at %s does not answer; waiting", client.getMasterUrl());
        said = true;
      }
      if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
    return true;
  }

  private boolean answers() {
    try {
      return client.getKubernetesVersion() != null;
    } catch (KubernetesClientException e) {
      LOG.debugf(e, "the API server does not answer");
      return false;
    }
  }
}
