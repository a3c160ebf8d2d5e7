package dev.sextant.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs the commands that a user would type, in the root of the repository. */
final class Shell {
  static final Path ROOT = Path.of(System.getProperty("sextant.root", ".")).toAbsolutePath();

  /**
   * With these a make within {@code make verify} prints what the same make at a prompt does not.
   */
  private static final Set<String> OF_THE_OUTER_MAKE = Set.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS");

  private Shell() {}

  /** What a command printed, and how it ended. */
  record Result(int code, String output) {
    String expectSuccess() {
      if (code != 0) {
        throw new AssertionError("exit code " + code + ":\n" + output);
      }
      return output;
    }
  }

  static Result run(String... command) {
    return run(Map.of(), 600, command);
  }

  static Result run(Map<String, String> environment, long timeoutSeconds, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command)).directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeAll(OF_THE_OUTER_MAKE);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      FutureTask<String> output =
          new FutureTask<>(
              () -> new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      Thread.ofVirtual().start(output);
      if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("no end after " + timeoutSeconds + " s: " + List.of(command));
      }
      return new Result(process.exitValue(), output.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
