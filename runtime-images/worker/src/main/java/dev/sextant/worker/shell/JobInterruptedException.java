package dev.sextant.worker.shell;

/** Says that a job was told to stop: by SIGTERM, or because its deadline has passed. */
public final class JobInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  JobInterruptedException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * What was to be done was not done in time.
   *
   * @param message one sentence: what took so long, what to do
   */
  public static JobInterruptedException deadlineExceeded(String message) {
    return new JobInterruptedException("DeadlineExceeded", message);
  }

  /** The outcome that this stands for. */
  public JobOutcome.Failed toOutcome() {
    return new JobOutcome.Failed(reason, String.valueOf(getMessage()));
  }
}
