package dev.sextant.protocol;

/** A request that gets an error for an answer. Carries no stack trace: callers cause it at will. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorKind kind;
  private final String text;

  /**
   * Any error.
   *
   * @param message what the caller reads: the field path first, what is wrong, what to do
   */
  public ProtocolException(ErrorKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.text = message;
  }

  /** The request is at fault. */
  public static ProtocolException invalid(String path, String problem) {
    return new ProtocolException(ErrorKind.INVALID, path + ": " + problem);
  }

  /** What went wrong. */
  public ErrorKind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return text;
  }
}
