package dev.sextant.worker.probe;

import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.StoreLocation;
import dev.sextant.worker.shell.Job;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;

/** Finds out whether a store can be used, by doing once all that jobs do with it. */
public final class ProbeWork implements Job<ProbeJob> {

  @Override
  public JobOutcome run(ProbeJob job, WorkerContext context) throws IOException {
    context.phase("Probe", 10);
    context.artifacts().probe();
    StoreLocation store = job.store();
    return new JobOutcome.Succeeded(
        "bucket %s at %s can be used".formatted(store.bucket(), store.endpoint()), null, null);
  }
}
