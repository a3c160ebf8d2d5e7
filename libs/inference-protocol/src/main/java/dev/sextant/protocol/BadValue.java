package dev.sextant.protocol;

/** A value that a tensor cannot take; whoever knows where it stands makes the message whole. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  BadValue(String problem) {
    super(problem, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
