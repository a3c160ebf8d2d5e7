package dev.sextant.operator.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;

/**
 * The operator SDK with some of our reconcilers, within this process. An API server that has just
 * been given definitions may break off the first list of their objects; the program ends then and
 * is started again by its node, and here the informer tries again.
 */
public final class RunningOperator implements AutoCloseable {
  private final Operator operator;

  private RunningOperator(Operator operator) {
    this.operator = operator;
  }

  /** Starts it for one namespace. */
  public static RunningOperator start(
      KubernetesClient client, String namespace, Reconciler<?>... reconcilers) {
    Operator operator =
        new Operator(o ->
            o.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withStopOnInformerErrorDuringStartup(false));
    for (Reconciler<?> reconciler : reconcilers) {
      register(operator, reconciler, namespace);
    }
    operator.start();
    return new RunningOperator(operator);
  }

  private static <P extends io.fabric8.kubernetes.api.model.HasMetadata> void register(
      Operator operator, Reconciler<P> reconciler, String namespace) {
    operator.register(reconciler, o -> o.settingNamespace(namespace));
  }

  @Override
  public void close() {
    operator.stop();
  }
}
