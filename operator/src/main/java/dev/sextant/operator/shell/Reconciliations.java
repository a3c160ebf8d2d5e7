package dev.sextant.operator.shell;

import dev.sextant.operator.results.Results;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Makes the one {@link Reconciliation} of each controller. */
@ApplicationScoped
public class Reconciliations {
  private final KubernetesClient client;
  private final Results results;
  private final Clock clock;
  private final Object numbering = new Object();

  /** Everything that a controller needs of the outside. */
  public Reconciliations(KubernetesClient client, Results results, Clock clock) {
    this.client = client;
    this.results = results;
    this.clock = clock;
  }

  /**
   * Makes one.
   *
   * @param fieldManager the controller's field manager, such as {@code sextant-dataset}
   */
  public <P extends CustomResource<?, T>, T> Reconciliation<P, T> of(
      String fieldManager, StatusShape<P, T> shape) {
    return new Reconciliation<>(
        shape, new StepExecutor(client, fieldManager, results, numbering), clock);
  }
}
