package dev.sextant.worker.shell;

import dev.sextant.contracts.Json;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.contracts.job.StoreTrouble;
import dev.sextant.contracts.job.Termination;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Decides what a job leaves in its termination message and with which code it exits. */
public final class Terminations {
  private static final int FORMAT = 1;

  /** The kubelet keeps 4 KiB of a message, and divides 12 KiB by the containers of a pod. */
  private static final int MOST_BYTES = 2_048;

  private static final String CUT = "...";

  private Terminations() {}

  /** The message for an outcome whose result, if any, has been shared. */
  public static Termination of(JobOutcome outcome, Artifacts.@Nullable Shared shared) {
    @Nullable String url = shared == null ? null : shared.url();
    @Nullable String sha256 = shared == null ? null : shared.sha256();
    return switch (outcome) {
      case JobOutcome.Succeeded done ->
          new Termination(
              FORMAT,
              Termination.Outcome.Succeeded,
              "Succeeded",
              done.message(),
              done.digest(),
              url,
              sha256);
      case JobOutcome.Refused refused ->
          new Termination(
              FORMAT,
              Termination.Outcome.Refused,
              refused.reason(),
              refused.message(),
              null,
              url,
              sha256);
      case JobOutcome.Failed failed ->
          new Termination(
              FORMAT,
              Termination.Outcome.Failed,
              failed.reason(),
              failed.message(),
              null,
              null,
              null);
    };
  }

  /** The result that an outcome carries. */
  public static @Nullable JobResult resultOf(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Succeeded done -> done.result();
      case JobOutcome.Refused refused -> refused.result();
      case JobOutcome.Failed ignored -> null;
    };
  }

  /** What an exception that a job threw stands for. */
  public static JobOutcome of(Throwable error, String memoryLimit) {
    return switch (error) {
      case JobRefusedException e -> e.toOutcome();
      case JobFailedException e -> e.toOutcome();
      case JobInterruptedException e -> e.toOutcome();
      case StoreFailureException e -> e.toOutcome();
      case SQLException e when isOutOfMemory(e) ->
          new JobOutcome.Failed(
              "OutOfMemory",
              "spec.resources.limits.memory: the rows did not fit into %s even with spilling to disk; raise it, or use fewer rows or columns"
                  .formatted(memoryLimit));
      case OutOfMemoryError e ->
          new JobOutcome.Failed(
              "OutOfMemory",
              "spec.resources.limits.memory: the Java heap of a container of %s is full; raise it"
                  .formatted(memoryLimit));
      default ->
          new JobOutcome.Failed(
              "InternalError", error.getClass().getSimpleName() + sentence(error));
    };
  }

  private static boolean isOutOfMemory(SQLException e) {
    return String.valueOf(e.getMessage()).startsWith("Out of Memory");
  }

  private static String sentence(Throwable error) {
    String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    return error.getMessage() == null || message.isBlank() ? "" : ": " + message;
  }

  /** The exit code that goes with a message. */
  public static int exitCode(Termination termination) {
    return switch (termination.outcome()) {
      case Succeeded -> Termination.EXIT_SUCCEEDED;
      case Refused -> Termination.EXIT_REFUSED;
      case Failed ->
          StoreTrouble.of(termination.reason()).isPresent()
              ? Termination.EXIT_STORE
              : Termination.EXIT_FAILED;
    };
  }

  /** JSON of at most 2 KiB: the message is cut where it must be, the rest never. */
  public static String json(Termination termination) {
    String message = termination.message();
    String json = Json.write(termination);
    int length = message.codePointCount(0, message.length());
    while (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES && length > 0) {
      int excess = json.getBytes(StandardCharsets.UTF_8).length - MOST_BYTES;
      // A character takes at most six bytes of JSON, so that this never cuts far too much.
      length = Math.max(0, length - Math.max(1, excess / 6));
      json = Json.write(withMessage(termination, cut(message, length)));
    }
    return json;
  }

  private static String cut(String message, int codePoints) {
    return message.substring(0, message.offsetByCodePoints(0, codePoints)) + CUT;
  }

  private static Termination withMessage(Termination of, String message) {
    return new Termination(
        of.format(),
        of.outcome(),
        of.reason(),
        message,
        of.digest(),
        of.resultUrl(),
        of.resultSha256());
  }
}
