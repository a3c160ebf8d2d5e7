package dev.sextant.server;

/** A model that must not serve: damaged, not understood, or not answering as in training. */
public final class ModelRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message the file or field first, what is wrong, what to do
   */
  public ModelRefusedException(String message) {
    super(message);
  }

  ModelRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
