package dev.sextant.worker.shell;

import org.jspecify.annotations.Nullable;

/** Says that the store cannot be used, and in which of the ways that people can mend. */
public final class StoreFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is the matter. */
  public enum Cause {
    /** The endpoint or the keys are none. */
    BadStore,
    /** The access key is unknown or the secret wrong. */
    WrongCredentials,
    /** The account is known and may not do this. */
    AccessDenied,
    /** There is no such bucket. */
    BucketMissing,
    /** There is no such object. */
    ObjectMissing,
    /** Nothing answers at the endpoint. */
    EndpointUnreachable,
    /** The bytes are not those that were written. */
    Corrupt,
    /** The store took too long. */
    Timeout,
    /** Anything else. */
    StoreFailed
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

  /**
   * The outcome that this stands for. Only a missing object is refused: the store works, and the
   * work names what is not there.
   */
  public JobOutcome toOutcome() {
    String message = String.valueOf(getMessage());
    return what == Cause.ObjectMissing
        ? new JobOutcome.Refused(what.name(), message, null)
        : new JobOutcome.Failed(what.name(), message);
  }
}
