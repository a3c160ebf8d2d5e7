package dev.sextant.worker.shell;

import dev.sextant.contracts.job.JobResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that the input of a job is wrong and that trying again would not help. */
public final class JobRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final transient @Nullable JobResult result;

  /** A refusal without a result. */
  public JobRefusedException(String reason, String message) {
    this(reason, message, null);
  }

  /**
   * A refusal.
   *
   * @param reason a CamelCase word
   * @param message one sentence: field path first, what is wrong, what to do
   * @param result what is known nevertheless
   */
  public JobRefusedException(String reason, String message, @Nullable JobResult result) {
    super(message);
    this.reason = reason;
    this.result = result;
  }

  /** The CamelCase word that classifies it. */
  public String reason() {
    return reason;
  }

  /** What is known nevertheless. */
  public Optional<JobResult> result() {
    return Optional.ofNullable(result);
  }

  /** The outcome that this stands for. */
  public JobOutcome.Refused toOutcome() {
    return new JobOutcome.Refused(reason, String.valueOf(getMessage()), result);
  }
}
