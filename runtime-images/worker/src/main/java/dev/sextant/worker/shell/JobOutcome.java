package dev.sextant.worker.shell;

import dev.sextant.contracts.job.JobResult;
import org.jspecify.annotations.Nullable;

/** How a job ended, before it is put into words for the termination message. */
public sealed interface JobOutcome {
  /** One sentence for people. */
  String message();

  /**
   * It did what it was asked.
   *
   * @param digest of what was made or found; null where nothing has one (a probe)
   * @param result the whole result, which the shell puts into the store; null where there is none
   */
  record Succeeded(String message, @Nullable String digest, @Nullable JobResult result)
      implements JobOutcome {}

  /**
   * The input is wrong and trying again would not help.
   *
   * @param reason a CamelCase word
   * @param result what is known nevertheless, such as the failed checks; null where there is none
   */
  record Refused(String reason, String message, @Nullable JobResult result) implements JobOutcome {}

  /**
   * Something broke; trying again may help.
   *
   * @param reason a CamelCase word
   */
  record Failed(String reason, String message) implements JobOutcome {}
}
