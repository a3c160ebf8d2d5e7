package dev.sextant.worker;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.Termination;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.worker.fetch.FetchWork;
import dev.sextant.worker.probe.ProbeWork;
import dev.sextant.worker.shell.Artifacts;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.PhaseTimes;
import dev.sextant.worker.shell.Terminations;
import dev.sextant.worker.shell.WorkerContext;
import dev.sextant.worker.snapshot.SnapshotWork;
import dev.sextant.worker.train.TrainingJob;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Runs the job that a spec asks for and puts its end into words, whatever happens. */
final class JobRunner {
  private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());

  private JobRunner() {}

  /** Never throws: an error becomes a failure with its class and one sentence. */
  static Termination run(JobSpec spec, WorkerContext context) {
    PhaseTimes times = new PhaseTimes(context.progress(), context.clock());
    JobOutcome outcome = outcome(spec, context.heardBy(times));
    LOG.log(System.Logger.Level.INFO, "phases: {0}", times.end());
    try {
      @Nullable JobResult result = Terminations.resultOf(outcome);
      Artifacts.@Nullable Shared shared =
          result == null
              ? null
              : context.artifacts().share(Json.write(result).getBytes(StandardCharsets.UTF_8));
      return Terminations.of(outcome, shared);
    } catch (Exception e) {
      LOG.log(System.Logger.Level.ERROR, "the result could not be stored", e);
      return Terminations.of(explained(e, spec, context), null);
    }
  }

  private static JobOutcome outcome(JobSpec spec, WorkerContext context) {
    try {
      return switch (spec) {
        case ProbeJob job -> new ProbeWork().run(job, context);
        case SnapshotJob job -> new SnapshotWork().run(job, context);
        case TrainJob job -> new TrainingJob().run(job, context);
        case FetchJob job -> new FetchWork().run(job, context);
      };
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      JobOutcome outcome = explained(e, spec, context);
      if (outcome instanceof JobOutcome.Failed) {
        LOG.log(System.Logger.Level.ERROR, "the job failed", e);
      }
      return outcome;
    }
  }

  /** Whatever breaks after the wish to stop broke because of it. */
  private static JobOutcome explained(Throwable error, JobSpec spec, WorkerContext context) {
    return context
        .cancellation()
        .reason()
        .<JobOutcome>map(reason -> new JobOutcome.Failed("Interrupted", reason))
        .orElseGet(() -> Terminations.of(error, memory(spec)));
  }

  private static String memory(JobSpec spec) {
    long bytes =
        switch (spec) {
          case SnapshotJob job -> job.memoryBytes();
          case TrainJob job -> job.memoryBytes();
          case ProbeJob ignored -> Runtime.getRuntime().maxMemory();
          case FetchJob ignored -> Runtime.getRuntime().maxMemory();
        };
    return (bytes >> 20) + " MiB";
  }

  /** How long a job may take. */
  static long deadlineSeconds(JobSpec spec) {
    return switch (spec) {
      case ProbeJob job -> job.deadlineSeconds();
      case SnapshotJob job -> job.deadlineSeconds();
      case TrainJob job -> job.deadlineSeconds();
      case FetchJob job -> job.deadlineSeconds();
    };
  }
}
