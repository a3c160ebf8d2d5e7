package dev.sextant.operator.training;

import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
import dev.sextant.api.training.TrainingRunStatus;
import dev.sextant.operator.job.JobObserver;
import dev.sextant.operator.job.JobSettings;
import dev.sextant.operator.progress.ProgressBoard;
import dev.sextant.operator.results.Results;
import dev.sextant.operator.shell.Informers;
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

/** Moves a TrainingRun towards its end: observe, decide, do, say. */
@ControllerConfiguration(
    name = "training",
    fieldManager = "sextant-training",
    informer = @Informer(itemStore = SlimStore.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
@RateLimited(maxReconciliations = 10, within = 5)
public final class TrainingReconciler implements Reconciler<TrainingRun> {
  static final StatusShape<TrainingRun, TrainingRunStatus> SHAPE =
      new StatusShape<>(
              TrainingRun::new,
              TrainingStatuses.EMPTY,
              TrainingRunStatus::conditions,
              TrainingStatuses::with)
          .finding(TrainingStatuses::strange);

  private final Reconciliation<TrainingRun, TrainingRunStatus> reconciliation;
  private final TrainingObserver observer;
  private final ProgressBoard progress;
  private final JobSettings settings;

  TrainingReconciler(
      Reconciliations reconciliations,
      Results results,
      ProgressBoard progress,
      JobSettings settings) {
    this.reconciliation = reconciliations.of("sextant-training", SHAPE);
    this.observer = new TrainingObserver(results, progress);
    this.progress = progress;
    this.settings = settings;
  }

  @Override
  public UpdateControl<TrainingRun> reconcile(TrainingRun run, Context<TrainingRun> context) {
    return reconciliation.run(
        run,
        context,
        now -> TrainingDecider.decide(run, observer.observe(run, context), settings, now));
  }

  @Override
  public ErrorStatusUpdateControl<TrainingRun> updateErrorStatus(
      TrainingRun run, Context<TrainingRun> context, Exception error) {
    return reconciliation.failed(run, context, error);
  }

  @Override
  public List<EventSource<?, TrainingRun>> prepareEventSources(
      EventSourceContext<TrainingRun> context) {
    progress.subscribe("TrainingRun", reconciliation::wake);
    List<EventSource<?, TrainingRun>> sources = new ArrayList<>(JobObserver.sources(context));
    sources.add(Informers.named(ArtifactStore.class, context, r -> List.of(r.getSpec().store())));
    sources.add(
        Informers.named(
            Dataset.class,
            context,
            r ->
                r.getSpec().dataset() == null ? List.of() : List.of(r.getSpec().dataset().name())));
    sources.add(
        Informers.related(
            DatasetSnapshot.class, context, TrainingObserver::keys, TrainingObserver::keys));
    sources.add(Informers.silent(ModelVersion.class, context));
    sources.add(reconciliation.wakeUps());
    return sources;
  }
}
