package dev.sextant.operator.dataset;

import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetSnapshotStatus;
import dev.sextant.operator.kernel.Plan;
import dev.sextant.operator.kernel.Reason;
import dev.sextant.operator.kernel.Verdict;
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

/** Says that a snapshot can be used: its manifest was written before it was. */
@ControllerConfiguration(
    name = "snapshot",
    fieldManager = "sextant-snapshot",
    informer = @Informer(itemStore = SlimStore.class))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
@RateLimited(maxReconciliations = 10, within = 5)
public final class SnapshotReconciler implements Reconciler<DatasetSnapshot> {
  private static final StatusShape<DatasetSnapshot, DatasetSnapshotStatus> SHAPE =
      new StatusShape<>(
          DatasetSnapshot::new,
          new DatasetSnapshotStatus(null, List.of()),
          DatasetSnapshotStatus::conditions,
          (s, generation, conditions) -> new DatasetSnapshotStatus(generation, conditions));

  private final Reconciliation<DatasetSnapshot, DatasetSnapshotStatus> reconciliation;

  SnapshotReconciler(Reconciliations reconciliations) {
    this.reconciliation = reconciliations.of("sextant-snapshot", SHAPE);
  }

  @Override
  public UpdateControl<DatasetSnapshot> reconcile(
      DatasetSnapshot snapshot, Context<DatasetSnapshot> context) {
    return reconciliation.run(snapshot, context, now -> plan(snapshot));
  }

  static Plan<DatasetSnapshotStatus> plan(DatasetSnapshot snapshot) {
    return Plan.say(
        Verdict.ready(Reason.Available, DatasetRest.sentence(snapshot)), SHAPE.of(snapshot));
  }

  @Override
  public ErrorStatusUpdateControl<DatasetSnapshot> updateErrorStatus(
      DatasetSnapshot snapshot, Context<DatasetSnapshot> context, Exception error) {
    return reconciliation.failed(snapshot, context, error);
  }
}
