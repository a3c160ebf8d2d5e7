package dev.sextant.worker;

import dev.sextant.contracts.job.JobSpec;
import dev.sextant.logging.JsonLogging;
import dev.sextant.worker.generate.GenerateCommand;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The worker's one program: in a pod it runs the job of its environment, on a desk it is a set of
 * commands.
 */
@Command(
    name = "sextant",
    description = "The jobs of Sextant as local commands.",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    subcommands = {
      PutCommand.class,
      GetCommand.class,
      JobCommand.Snapshot.class,
      JobCommand.Train.class,
      JobCommand.Probe.class,
      JobCommand.Fetch.class,
      GenerateCommand.class
    })
public final class Main {
  private Main() {}

  /** Runs a job when the environment has one and no command is given, and a command otherwise. */
  public static void main(String[] args) {
    if (args.length == 0 && System.getenv(JobSpec.ENVIRONMENT) != null) {
      JsonLogging.install();
      // Not System.exit: within the hook that answers SIGTERM it would wait for itself for ever.
      Runtime.getRuntime().halt(flushed(new PodJob(System.getenv(), Clock.systemUTC()).run()));
    }
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler((error, command, parsed) -> {
      command.getErr().println(error.getClass().getSimpleName() + ": " + error.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    });
    if (args.length == 0) {
      commandLine.usage(System.err);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    System.exit(commandLine.execute(args));
  }

  private static int flushed(int exitCode) {
    System.err.flush();
    System.out.flush();
    return exitCode;
  }
}
