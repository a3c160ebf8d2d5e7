package dev.sextant.worker.shell;

/** Says that a job was told to stop: by SIGTERM, or because its deadline has passed. */
public final class JobInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  JobInterruptedException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The outcome that this stands for. */
  public JobOutcome.Failed toOutcome() {
    return new JobOutcome.Failed(reason, String.valueOf(getMessage()));
  }
}
