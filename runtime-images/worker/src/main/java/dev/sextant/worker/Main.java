package dev.sextant.worker;

import dev.sextant.contracts.job.JobSpec;
import dev.sextant.logging.JsonLogging;
import dev.sextant.worker.generate.GenerateCommand;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * The worker's one program: in a pod it runs the job of its environment, on a desk it is a set of
 * commands.
 */
@Command(
    name = "sextant",
    description = "The jobs of Sextant as local commands.",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    scope = ScopeType.INHERIT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:done",
      " 1:failed; trying again may help",
      " 2:wrong arguments, or a local file that is not there or is not what it should be",
      " 3:the Java heap is full",
      "42:refused: the input is wrong, and trying again would not help",
      "43:the store cannot be used: address, credentials, rights or network"
    },
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
    CommandLine commandLine = commandLine();
    if (args.length == 0) {
      commandLine.usage(System.err);
      System.exit(CommandLine.ExitCode.USAGE);
    }
    System.exit(commandLine.execute(args));
  }

  /** All commands; whatever goes wrong is one line, and the exit code says of which class it is. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((error, arguments) -> {
          CommandLine command = error.getCommandLine();
          command.getErr().println("error: " + firstLine(error));
          CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr());
          command.getErr().printf("see %s --help%n", command.getCommandSpec().qualifiedName());
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((error, command, parsed) -> {
          LocalFailure failure = LocalFailure.of(error);
          command.getErr().println(failure.line());
          return failure.exitCode();
        });
  }

  private static String firstLine(Exception error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  private static int flushed(int exitCode) {
    System.err.flush();
    System.out.flush();
    return exitCode;
  }
}
