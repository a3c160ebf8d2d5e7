package dev.sextant.operator.sim;

/** A law was broken in a simulated world. */
public final class Broken extends AssertionError {
  private static final long serialVersionUID = 1;

  /** Says which, and how. */
  public Broken(String message) {
    super(message);
  }
}
