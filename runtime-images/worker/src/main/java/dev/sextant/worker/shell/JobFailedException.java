package dev.sextant.worker.shell;

/** Says that something broke in a way that is understood, and that trying again may help. */
public final class JobFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A failure.
   *
   * @param reason a CamelCase word
   * @param message one sentence: what broke, what to do
   */
  public JobFailedException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The outcome that this stands for. */
  public JobOutcome.Failed toOutcome() {
    return new JobOutcome.Failed(reason, String.valueOf(getMessage()));
  }
}
