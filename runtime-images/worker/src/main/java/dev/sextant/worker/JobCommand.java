package dev.sextant.worker;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.FetchJob;
import dev.sextant.contracts.job.JobSpec;
import dev.sextant.contracts.job.ProbeJob;
import dev.sextant.contracts.job.SnapshotJob;
import dev.sextant.contracts.job.Termination;
import dev.sextant.contracts.job.TrainJob;
import dev.sextant.worker.shell.Cancellation;
import dev.sextant.worker.shell.JobRefusedException;
import dev.sextant.worker.shell.ProgressUpdate;
import dev.sextant.worker.shell.Scratch;
import dev.sextant.worker.shell.StoreArtifacts;
import dev.sextant.worker.shell.StoreFailureException;
import dev.sextant.worker.shell.Terminations;
import dev.sextant.worker.shell.WorkerContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      JobSpec wanted = Json.read(Files.readString(job), JobSpec.class);
      if (!kind.isInstance(wanted)) {
        err.printf(
            "%s: is a %s, not a %s; use the command of that name%n",
            job, wanted.getClass().getSimpleName(), kind.getSimpleName());
        return CommandLine.ExitCode.USAGE;
      }
      Termination termination = run(wanted, err);
      PrintWriter out = spec.commandLine().getOut();
      out.println(Json.write(termination));
      out.flush();
      return Terminations.exitCode(termination);
    } catch (IllegalArgumentException e) {
      err.println(job + ": " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    } catch (StoreFailureException e) {
      err.println(e.getMessage());
      return Termination.EXIT_STORE;
    } catch (JobRefusedException e) {
      err.println(e.getMessage());
      return Termination.EXIT_REFUSED;
    }
  }

  private Termination run(JobSpec wanted, PrintWriter err) throws IOException {
    Clock clock = Clock.systemUTC();
    Duration time = Duration.ofSeconds(JobRunner.deadlineSeconds(wanted));
    Instant deadline = clock.instant().plus(time);
    try (Scratch directory = Scratch.below(scratch);
        StoreArtifacts artifacts = StoreArtifacts.open(wanted.store(), System.getenv(), time)) {
      WorkerContext context =
          new WorkerContext(
              artifacts,
              update -> err.println(line(update)),
              clock,
              directory.directory(),
              deadline,
              new Cancellation());
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
