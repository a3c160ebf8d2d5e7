package dev.sextant.store;

import org.jspecify.annotations.Nullable;

/**
 * Why the store did not do what was asked; the message is one sentence that ends with what to do.
 * Every kind has been tried again for as long as the configuration says, where that can help.
 */
public abstract sealed class StoreException extends RuntimeException {

  private final boolean mayPass;

  private StoreException(String message, @Nullable Throwable cause, boolean mayPass) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Whether a later try may succeed without anybody doing something about it. */
  public final boolean mayPass() {
    return mayPass;
  }

  /** The store does not know the access key, or the secret does not belong to it. */
  public static final class WrongCredentials extends StoreException {
    WrongCredentials(String message, @Nullable Throwable cause) {
      super(message, cause, false);
    }
  }

  /** The account is known and may not do this. */
  public static final class AccessDenied extends StoreException {
    AccessDenied(String message, @Nullable Throwable cause) {
      super(message, cause, false);
    }
  }

  /** The bucket does not exist. */
  public static final class BucketMissing extends StoreException {
    BucketMissing(String message, @Nullable Throwable cause) {
      super(message, cause, false);
    }
  }

  /** Nobody answers at the endpoint: unknown host, refused, unreachable, or no trust in TLS. */
  public static final class EndpointUnreachable extends StoreException {
    EndpointUnreachable(String message, @Nullable Throwable cause, boolean mayPass) {
      super(message, cause, mayPass);
    }
  }

  /** The object does not exist. */
  public static final class NotFound extends StoreException {
    NotFound(String message, @Nullable Throwable cause) {
      super(message, cause, false);
    }
  }

  /** The bytes are not those that were stored. */
  public static final class Corrupt extends StoreException {
    private final String expected;
    private final String actual;

    Corrupt(String message, String expected, String actual) {
      super(message, null, false);
      this.expected = expected;
      this.actual = actual;
    }

    /** The SHA-256 that the bytes should have. */
    public String expected() {
      return expected;
    }

    /** The SHA-256 that they have. */
    public String actual() {
      return actual;
    }
  }

  /** The store took too long to answer. */
  public static final class Timeout extends StoreException {
    Timeout(String message, @Nullable Throwable cause) {
      super(message, cause, true);
    }
  }

  /** The store answers, but so slowly that all time that was given is over. */
  public static final class OutOfTime extends StoreException {
    OutOfTime(String message) {
      super(message, null, false);
    }
  }

  /** Anything else, with the store's own words. */
  public static final class Other extends StoreException {
    Other(String message, @Nullable Throwable cause, boolean mayPass) {
      super(message, cause, mayPass);
    }
  }
}
