package dev.sextant.operator.deployment;

import dev.sextant.api.serving.ModelDeployment;
import dev.sextant.api.serving.ModelDeploymentStatus;
import dev.sextant.operator.shell.Reconciliation;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.shell.SlimStore;
import dev.sextant.operator.shell.StatusShape;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves a ModelDeployment: observe, decide, do, say. */
@ControllerConfiguration(
    name = "deployment",
    fieldManager = "sextant-deployment",
    informer = @Informer(itemStore = SlimStore.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
@RateLimited(maxReconciliations = 20, within = 5)
public final class DeploymentReconciler implements Reconciler<ModelDeployment> {
  static final StatusShape<ModelDeployment, ModelDeploymentStatus> SHAPE =
      new StatusShape<>(
          ModelDeployment::new,
          new ModelDeploymentStatus(
              null, List.of(), null, null, null, null, List.of(), null, null, null, List.of(),
              null),
          ModelDeploymentStatus::conditions,
          (s, generation, conditions) ->
              new ModelDeploymentStatus(
                  generation,
                  conditions,
                  s.url(),
                  s.version(),
                  s.stable(),
                  s.candidate(),
                  s.rejected(),
                  s.replicas(),
                  s.readyReplicas(),
                  s.selector(),
                  s.traffic(),
                  s.route()));

  private final Reconciliation<ModelDeployment, ModelDeploymentStatus> reconciliation;
  private final ServingSettings settings;
  private @Nullable DeploymentObserver observer;

  DeploymentReconciler(Reconciliations reconciliations, ServingSettings settings) {
    this.reconciliation = reconciliations.of("sextant-deployment", SHAPE);
    this.settings = settings;
  }

  @Override
  public UpdateControl<ModelDeployment> reconcile(
      ModelDeployment deployment, Context<ModelDeployment> context) {
    DeploymentObserver present = Objects.requireNonNull(observer, "event sources come first");
    return reconciliation.run(
        deployment,
        context,
        now ->
            DeploymentDecider.decide(
                deployment, present.observe(deployment, context), settings, now));
  }

  @Override
  public ErrorStatusUpdateControl<ModelDeployment> updateErrorStatus(
      ModelDeployment deployment, Context<ModelDeployment> context, Exception error) {
    return reconciliation.failed(deployment, context, error);
  }

  @Override
  public List<EventSource<?, ModelDeployment>> prepareEventSources(
      EventSourceContext<ModelDeployment> context) {
    ServingSources sources = new ServingSources(context);
    observer = new DeploymentObserver(sources);
    List<EventSource<?, ModelDeployment>> all = new ArrayList<>(sources.all());
    all.add(reconciliation.wakeUps());
    return all;
  }
}
