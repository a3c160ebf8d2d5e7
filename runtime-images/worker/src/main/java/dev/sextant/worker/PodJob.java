package dev.sextant.worker;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.ObjectRef;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.Termination;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.HttpProgress;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.ProgressSink;
import dev.sextant.worker.shell.Scratch;
import dev.sextant.worker.shell.StoreArtifacts;
import dev.sextant.worker.shell.StoreFailureException;
import dev.sextant.worker.shell.Terminations;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job of a pod: the spec comes in the environment, the outcome goes to the termination
 * message and the exit code.
 */
final class PodJob {
  /** Where the termination message goes, if not to {@link Termination#PATH}. */
  static final String TERMINATION_PATH = "SEXTANT_TERMINATION_PATH";

  /** The directory in which a job may make its scratch space. */
  static final String SCRATCH = "SEXTANT_SCRATCH";

  private static final System.Logger LOG = System.getLogger(PodJob.class.getName());

  /** What a job leaves of its deadline to say how it ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** How long SIGTERM waits for the job to stop by itself; the kubelet waits for 30 seconds. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Map<String, String> environment;
  private final Clock clock;
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch ended = new CountDownLatch(1);

  PodJob(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** The exit code. */
  int run() {
    Thread hook = new Thread(this::terminate, "sigterm");
    Runtime.getRuntime().addShutdownHook(hook);
    Thread worker = Thread.currentThread();
    Termination termination;
    try (Cancellation.Registration _ = cancellation.onCancel(worker::interrupt)) {
      termination = attemptSafely();
    }
    // A pending interrupt would keep the last words from being written.
    boolean _ = Thread.interrupted();
    leave(termination);
    ended.countDown();
    return Terminations.exitCode(termination);
  }

  /** SIGTERM: the job stops at its next step and says so; if it does not, we say so for it. */
  private void terminate() {
    cancellation.cancel("the pod was told to stop before the job had ended; it is tried again");
    try {
      if (!ended.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        leave(
            Terminations.of(
                new JobOutcome.Failed(
                    "Interrupted", "the pod was told to stop while the job was busy"),
                null));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A defect of ours is said as one: it must not look like somebody's SIGTERM. */
  private Termination attemptSafely() {
    try {
      return attempt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the job ended unexpectedly", e);
      return Terminations.of(
          new JobOutcome.Failed(
              "InternalError",
              "the job ended unexpectedly: " + e + "; this is a defect, see its log"),
          null);
    }
  }

  private Termination attempt() {
    JobSpec spec;
    try {
      spec = Json.read(environment.getOrDefault(JobSpec.ENVIRONMENT, ""), JobSpec.class);
    } catch (IllegalArgumentException e) {
      return refused("BadJob", JobSpec.ENVIRONMENT + ": " + e.getMessage());
    }
    Instant deadline =
        clock.instant().plusSeconds(JobRunner.deadlineSeconds(spec)).minus(LAST_WORDS);
    Duration patience = Duration.between(clock.instant(), deadline);
    Path scratchParent =
        Path.of(environment.getOrDefault(SCRATCH, System.getProperty("java.io.tmpdir")));
    try (Scratch scratch = Scratch.below(scratchParent);
        StoreArtifacts artifacts =
            StoreArtifacts.open(
                spec.store(),
                environment,
                patience.isNegative() ? Duration.ZERO : patience,
                deadline)) {
      WorkerContext context =
          new WorkerContext(
              artifacts, progress(spec), clock, scratch.directory(), deadline, cancellation);
      return JobRunner.run(spec, context);
    } catch (StoreFailureException e) {
      return Terminations.of(e.toOutcome(), null);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "no scratch space", e);
      return Terminations.of(
          new JobOutcome.Failed("ScratchUnusable", "scratch directory: " + e.getMessage()), null);
    }
  }

  private ProgressSink progress(JobSpec spec) {
    @Nullable String operator = environment.get("SEXTANT_OPERATOR_URL");
    @Nullable String token = environment.get("SEXTANT_TOKEN_FILE");
    ObjectRef owner;
    String kind;
    switch (spec) {
      case SnapshotJob job -> {
        owner = job.owner();
        kind = "Dataset";
      }
      case TrainJob job -> {
        owner = job.owner();
        kind = "TrainingRun";
      }
      // These are over before anybody could look.
      case ProbeJob ignored -> {
        return update -> {};
      }
      case FetchJob ignored -> {
        return update -> {};
      }
    }
    if (operator == null || operator.isBlank() || token == null || token.isBlank()) {
      return update -> {};
    }
    try {
      return new HttpProgress(URI.create(operator), Path.of(token), kind, owner, clock);
    } catch (IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "no progress is reported: {0}", e.getMessage());
      return update -> {};
    }
  }

  private static Termination refused(String reason, String message) {
    return Terminations.of(new JobOutcome.Refused(reason, message, null), null);
  }

  private void leave(Termination termination) {
    String json = Terminations.json(termination);
    // Not the whole of it: the URL of the result lets anybody read it.
    LOG.log(
        System.Logger.Level.INFO,
        "{0} ({1}): {2}",
        termination.outcome(),
        termination.reason(),
        termination.message());
    try {
      Files.writeString(
          Path.of(environment.getOrDefault(TERMINATION_PATH, Termination.PATH)), json);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the termination message could not be written", e);
    }
  }
}
