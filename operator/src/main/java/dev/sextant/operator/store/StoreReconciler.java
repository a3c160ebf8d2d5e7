package dev.sextant.operator.store;

import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.store.ArtifactStoreStatus;
import dev.sextant.operator.job.JobObserver;
import dev.sextant.operator.job.JobSettings;
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
import java.util.concurrent.TimeUnit;

/** Probes an ArtifactStore: observe, decide, do, say. */
@ControllerConfiguration(
    name = "store",
    fieldManager = "sextant-store",
    informer = @Informer(itemStore = SlimStore.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
// A probe is over in no time, and the limiter makes what exceeds its limit wait for as long as the
// period has lasted, not for what is left of it: five seconds cost up to five more.
@RateLimited(maxReconciliations = 10, within = 1)
public final class StoreReconciler implements Reconciler<ArtifactStore> {
  static final StatusShape<ArtifactStore, ArtifactStoreStatus> SHAPE =
      new StatusShape<>(
          ArtifactStore::new,
          new ArtifactStoreStatus(null, List.of(), null, null, null),
          ArtifactStoreStatus::conditions,
          (s, generation, conditions) ->
              new ArtifactStoreStatus(
                  generation, conditions, s.probedHash(), s.lastProbeTime(), s.job()));

  private final Reconciliation<ArtifactStore, ArtifactStoreStatus> reconciliation;
  private final JobSettings settings;

  StoreReconciler(Reconciliations reconciliations, JobSettings settings) {
    this.reconciliation = reconciliations.of("sextant-store", SHAPE);
    this.settings = settings;
  }

  @Override
  public UpdateControl<ArtifactStore> reconcile(
      ArtifactStore store, Context<ArtifactStore> context) {
    return reconciliation.run(
        store,
        context,
        now ->
            StoreDecider.decide(
                store,
                new StoreObserved(
                    JobObserver.all(store, context), JobObserver.trouble(store, context)),
                settings,
                now));
  }

  @Override
  public ErrorStatusUpdateControl<ArtifactStore> updateErrorStatus(
      ArtifactStore store, Context<ArtifactStore> context, Exception error) {
    return reconciliation.failed(store, context, error);
  }

  @Override
  public List<EventSource<?, ArtifactStore>> prepareEventSources(
      EventSourceContext<ArtifactStore> context) {
    List<EventSource<?, ArtifactStore>> sources = new ArrayList<>(JobObserver.sources(context));
    sources.addAll(JobObserver.users(context));
    sources.add(reconciliation.wakeUps());
    return sources;
  }
}
