package dev.sextant.worker.shell;

import org.jspecify.annotations.Nullable;

/** Says that the store cannot be used, and in which of the ways that people can mend. */
public final class StoreFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Cause {
    /** The access key is unknown or the secret wrong. */
    WrongCredentials(true),
    /** The account is known and may not do this. */
    AccessDenied(true),
    /** There is no such bucket. */
    BucketMissing(true),
    /** There is no such object. */
    ObjectMissing(true),
    /** Nothing answers at the endpoint. */
    EndpointUnreachable(false),
    /** The bytes are not those that were written. */
    Corrupt(false),
    /** The store took too long. */
    Timeout(false),
    /** Anything else. */
    StoreFailed(false);

    private final boolean refused;

    Cause(boolean refused) {
      this.refused = refused;
    }
  }

  private final Cause what;

  /**
   * A failure.
   *
   * @param message one sentence: what is wrong, what to do
   */
  public StoreFailureException(Cause what, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.what = what;
  }

  /** What is the matter. */
  public Cause what() {
    return what;
  }

  /** The outcome that this stands for. */
  public JobOutcome toOutcome() {
    String message = String.valueOf(getMessage());
    return what.refused
        ? new JobOutcome.Refused(what.name(), message, null)
        : new JobOutcome.Failed(what.name(), message);
  }
}
