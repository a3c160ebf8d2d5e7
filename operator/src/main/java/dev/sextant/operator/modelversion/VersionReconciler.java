package dev.sextant.operator.modelversion;

import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.model.ModelVersionStatus;
import dev.sextant.operator.shell.Reconciliation;
import dev.sextant.operator.shell.Reconciliations;
import dev.sextant.operator.shell.SlimStore;
import dev.sextant.operator.shell.StatusShape;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.List;

/** Says whether a version can be served: observe, decide, say. */
@ControllerConfiguration(
    name = "modelversion",
    fieldManager = "sextant-modelversion",
    // A label is asked for, and labels have no generation.
    generationAwareEventProcessing = false,
    informer = @Informer(itemStore = SlimStore.class))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
@RateLimited(maxReconciliations = 10, within = 5)
public final class VersionReconciler implements Reconciler<ModelVersion> {
  private static final StatusShape<ModelVersion, ModelVersionStatus> SHAPE =
      new StatusShape<>(
          ModelVersion::new,
          new ModelVersionStatus(null, List.of()),
          ModelVersionStatus::conditions,
          (s, generation, conditions) -> new ModelVersionStatus(generation, conditions));

  private final Reconciliation<ModelVersion, ModelVersionStatus> reconciliation;

  VersionReconciler(Reconciliations reconciliations) {
    this.reconciliation = reconciliations.of("sextant-modelversion", SHAPE);
  }

  @Override
  public UpdateControl<ModelVersion> reconcile(
      ModelVersion version, Context<ModelVersion> context) {
    return reconciliation.run(
        version, context, now -> VersionDecider.decide(version, SHAPE.of(version)));
  }

  @Override
  public ErrorStatusUpdateControl<ModelVersion> updateErrorStatus(
      ModelVersion version, Context<ModelVersion> context, Exception error) {
    return reconciliation.failed(version, context, error);
  }
}
