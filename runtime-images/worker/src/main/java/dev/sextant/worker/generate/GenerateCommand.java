package dev.sextant.worker.generate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a file of generated rides. */
@Command(
    name = "generate",
    description = "Write a CSV file of generated rides; the same seed gives the same bytes.",
    mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--seed", defaultValue = "7", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--rows", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  long rows;

  @Option(
      names = "--start",
      defaultValue = "2026-01-01T00:00:00Z",
      description = "Time of the first row (default: ${DEFAULT-VALUE}).")
  Instant start = Instant.EPOCH;

  @Option(
      names = "--days",
      defaultValue = "60",
      description = "Days that the rows span (default: ${DEFAULT-VALUE}).")
  int days;

  @Option(
      names = "--missing",
      defaultValue = "0.01",
      description = "Share of missing values (default: ${DEFAULT-VALUE}).")
  double missing;

  @Option(
      names = "--drift",
      defaultValue = "none",
      description = "What changes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  Drift drift = Drift.none;

  @Option(
      names = "--drift-from",
      defaultValue = "0.75",
      description = "From which share of the period it changes (default: ${DEFAULT-VALUE}).")
  double driftFrom;

  @Option(
      names = "--as-of",
      description = "When the data are looked at; labels known later are missing.")
  @Nullable Instant asOf;

  @Parameters(paramLabel = "FILE", description = "The file to write.")
  Path file = Path.of("");

  /** For the command line, which sets the options. */
  public GenerateCommand() {}

  @Override
  public Integer call() throws IOException {
    require(rows >= 1, "--rows", "must be at least 1");
    require(days >= 1, "--days", "must be at least 1");
    require(missing >= 0 && missing <= 1, "--missing", "must be from 0 to 1");
    require(driftFrom >= 0 && driftFrom <= 1, "--drift-from", "must be from 0 to 1");
    Recipe recipe =
        new Recipe(seed, rows, start, Duration.ofDays(days), missing, drift, driftFrom, asOf);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      new RideGenerator(recipe).write(out);
    }
    return 0;
  }

  private void require(boolean holds, String option, String what) {
    if (!holds) {
      throw new CommandLine.ParameterException(spec.commandLine(), option + ": " + what);
    }
  }
}
