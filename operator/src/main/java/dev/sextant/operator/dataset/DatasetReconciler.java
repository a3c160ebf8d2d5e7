package dev.sextant.operator.dataset;

import dev.sextant.api.common.Labels;
import dev.sextant.api.dataset.Dataset;
import dev.sextant.api.dataset.DatasetSnapshot;
import dev.sextant.api.dataset.DatasetStatus;
import dev.sextant.api.model.ModelVersion;
import dev.sextant.api.store.ArtifactStore;
import dev.sextant.api.training.TrainingRun;
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

/** Moves a Dataset towards its snapshot: observe, decide, do, say. */
@ControllerConfiguration(
    name = "dataset",
    fieldManager = "sextant-dataset",
    informer = @Informer(itemStore = SlimStore.class),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, maxInterval = 300_000)
@RateLimited(maxReconciliations = 10, within = 5)
public final class DatasetReconciler implements Reconciler<Dataset> {
  static final StatusShape<Dataset, DatasetStatus> SHAPE =
      new StatusShape<>(
          Dataset::new, DatasetStatuses.EMPTY, DatasetStatus::conditions, DatasetStatuses::with);

  private final Reconciliation<Dataset, DatasetStatus> reconciliation;
  private final DatasetObserver observer;
  private final ProgressBoard progress;
  private final JobSettings settings;

  DatasetReconciler(
      Reconciliations reconciliations,
      Results results,
      ProgressBoard progress,
      JobSettings settings) {
    this.reconciliation = reconciliations.of("sextant-dataset", SHAPE);
    this.observer = new DatasetObserver(results, progress);
    this.progress = progress;
    this.settings = settings;
  }

  @Override
  public UpdateControl<Dataset> reconcile(Dataset dataset, Context<Dataset> context) {
    return reconciliation.run(
        dataset,
        context,
        now -> DatasetDecider.decide(dataset, observer.observe(dataset, context), settings, now));
  }

  @Override
  public ErrorStatusUpdateControl<Dataset> updateErrorStatus(
      Dataset dataset, Context<Dataset> context, Exception error) {
    return reconciliation.failed(dataset, context, error);
  }

  @Override
  public List<EventSource<?, Dataset>> prepareEventSources(EventSourceContext<Dataset> context) {
    progress.subscribe("Dataset", reconciliation::wake);
    List<EventSource<?, Dataset>> sources = new ArrayList<>(JobObserver.sources(context));
    sources.add(Informers.named(ArtifactStore.class, context, d -> List.of(d.getSpec().store())));
    sources.add(Informers.labelled(DatasetSnapshot.class, context, Labels.DATASET));
    sources.add(Informers.silent(ModelVersion.class, context));
    sources.add(Informers.silent(TrainingRun.class, context));
    sources.add(reconciliation.wakeUps());
    return sources;
  }
}
