package dev.sextant.worker;

import dev.sextant.contracts.job.Termination;
import dev.sextant.worker.shell.JobOutcome;
import dev.sextant.worker.shell.Terminations;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;

/**
 * What a local command says when it cannot go on, and the code with which it ends.
 *
 * @param exitCode that of the failure's class, as the help lists them
 * @param message one sentence
 */
record LocalFailure(int exitCode, String message) {

  static LocalFailure of(Throwable error) {
    return switch (error) {
      case WrongUsageException e -> wrong(String.valueOf(e.getMessage()));
      case CharacterCodingException _ ->
          wrong("a file is not UTF-8 text; check that it is the right one");
      case FileSystemException e -> wrong(sentence(e));
      case FileNotFoundException e -> wrong(e.getMessage() + "; check the path");
      case IOException e ->
          new LocalFailure(Termination.EXIT_FAILED, "%s; check the disk".formatted(words(e)));
      default -> classified(error);
    };
  }

  private static LocalFailure wrong(String message) {
    return new LocalFailure(CommandLine.ExitCode.USAGE, message);
  }

  private static LocalFailure classified(Throwable error) {
    if (error instanceof OutOfMemoryError) {
      return new LocalFailure(
          Termination.EXIT_HEAP_FULL, "the Java heap is full; set JAVA_TOOL_OPTIONS=-Xmx4g");
    }
    JobOutcome outcome = Terminations.of(error, "");
    Termination termination = Terminations.of(outcome, null);
    return new LocalFailure(Terminations.exitCode(termination), termination.message());
  }

  /** What the system says about a file, in words and with what to do. */
  private static String sentence(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> e.getFile() + " does not exist; check the path";
      case AccessDeniedException _ -> e.getFile() + " is not open to this user; check its rights";
      case FileAlreadyExistsException _ -> e.getFile() + " is in the way; name another path";
      case NotDirectoryException _ -> e.getFile() + " is no directory; name one";
      default -> "%s: %s".formatted(e.getFile(), e.getReason() == null ? words(e) : e.getReason());
    };
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** The one line that is printed. */
  String line() {
    return "error: " + message.lines().findFirst().orElse("");
  }

  /** Something that was given on the command line is wrong, or a local file is. */
  static final class WrongUsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUsageException(String message) {
      super(message);
    }
  }
}
