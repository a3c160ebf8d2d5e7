package dev.sextant.router.proxy;

/** A request was larger than the router may hold. */
final class BodyTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(int maxBytes) {
    super("the request is larger than " + maxBytes + " bytes; send fewer rows at once");
  }
}
