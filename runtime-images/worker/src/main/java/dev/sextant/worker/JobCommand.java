package dev.sextant.worker;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.Termination;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.worker.LocalFailure.WrongUsageException;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.ProgressUpdate;
import dev.sextant.worker.shell.Scratch;
import dev.sextant.worker.shell.StoreArtifacts;
import dev.sextant.worker.shell.Terminations;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one kind of job on the desk, as it would run in a pod, and prints how it ended. */
abstract sealed class JobCommand implements Callable<Integer> {
  /** Makes a snapshot. */
  @Command(
      name = "snapshot",
      description = "Make a snapshot, as the job of a Dataset does.",
      mixinStandardHelpOptions = true)
  static final class Snapshot extends JobCommand {
    Snapshot() {
      super(SnapshotJob.class);
    }
  }

  /** Trains a model. */
  @Command(
      name = "train",
      description = "Train a model, as the job of a TrainingRun does.",
      mixinStandardHelpOptions = true)
  static final class Train extends JobCommand {
    Train() {
      super(TrainJob.class);
    }
  }

  /** Probes a store. */
  @Command(
      name = "probe",
      description = "Find out whether a store can be used.",
      mixinStandardHelpOptions = true)
  static final class Probe extends JobCommand {
    Probe() {
      super(ProbeJob.class);
    }
  }

  /** Fetches a model. */
  @Command(
      name = "fetch",
      description = "Bring a model into a directory and verify it.",
      mixinStandardHelpOptions = true)
  static final class Fetch extends JobCommand {
    Fetch() {
      super(FetchJob.class);
    }
  }

  private final Class<? extends JobSpec> kind;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--job",
      required = true,
      paramLabel = "FILE",
      description = "The job as JSON, as it stands in SEXTANT_JOB.")
  Path job = Path.of("");

  @Option(
      names = "--scratch",
      paramLabel = "DIRECTORY",
      description = "Where to keep what is worked on (default: the system's temporary directory).")
  Path scratch = Path.of(System.getProperty("java.io.tmpdir"));

  private JobCommand(Class<? extends JobSpec> kind) {
    this.kind = kind;
  }

  @Override
  public Integer call() throws Exception {
    JobSpec wanted = read();
    if (!kind.isInstance(wanted)) {
      throw new WrongUsageException(
          "job file %s is a %s, not a %s; use the command of that name"
              .formatted(job, wanted.getClass().getSimpleName(), kind.getSimpleName()));
    }
    PrintWriter err = spec.commandLine().getErr();
    Cancellation cancellation = new Cancellation();
    Termination termination = Stoppable.call(cancellation, () -> run(wanted, err, cancellation));
    PrintWriter out = spec.commandLine().getOut();
    out.println(Json.write(termination));
    out.flush();
    return Terminations.exitCode(termination);
  }

  private JobSpec read() throws IOException {
    if (!Files.exists(job)) {
      throw new WrongUsageException(
          "job file %s does not exist; write the job there as JSON, or check the path"
              .formatted(job));
    }
    if (!Files.isReadable(job) || Files.isDirectory(job)) {
      throw new WrongUsageException(
          "job file %s is no file that can be read; check path and rights".formatted(job));
    }
    try {
      return JobSpecs.read(Files.readString(job));
    } catch (CharacterCodingException e) {
      throw new WrongUsageException(
          "job file %s is not UTF-8 text; check that it is the right one".formatted(job));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("job file %s: %s".formatted(job, e.getMessage()));
    }
  }

  private Termination run(JobSpec wanted, PrintWriter err, Cancellation cancellation)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Duration time = Duration.ofSeconds(JobRunner.deadlineSeconds(wanted));
    Instant deadline = clock.instant().plus(time);
    try (Scratch directory = Scratch.below(scratch);
        StoreArtifacts artifacts =
            StoreArtifacts.open(wanted.store(), System.getenv(), time, deadline)) {
      WorkerContext context =
          new WorkerContext(
              artifacts,
              update -> err.println(line(update)),
              clock,
              directory.directory(),
              deadline,
              cancellation);
      return JobRunner.run(wanted, context);
    }
  }

  private static String line(ProgressUpdate update) {
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "%3d %% %s", update.percent(), update.phase()));
    if (update.round() != null) {
      line.append(" ").append(update.round()).append("/").append(update.rounds());
    }
    if (update.metric() != null) {
      line.append(" ").append(update.metric()).append(" ").append(update.value());
    }
    return line.toString();
  }
}
