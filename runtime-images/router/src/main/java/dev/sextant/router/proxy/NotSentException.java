package dev.sextant.router.proxy;

/** A server could not be reached: nothing of the request has been sent to it. */
final class NotSentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotSentException(Throwable cause) {
    super(cause.getMessage(), cause, false, false);
  }
}
