package dev.sextant.router.proxy;

/** An answer was larger than the router may hold. */
final class AnswerTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnswerTooLargeException(int maxBytes) {
    super("the answer is larger than " + maxBytes + " bytes; ask for fewer rows at once");
  }
}
