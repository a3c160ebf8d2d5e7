package dev.sextant.operator.kernel;

/**
 * A reason with its message: field path first, what is wrong, what to do.
 *
 * @param reason one word for programs
 * @param message one or two sentences for people
 */
public record Claim(Reason reason, String message) {
  /** Longer messages are cut: they must fit conditions and events. */
  public static final int LONGEST = 1_000;

  public Claim {
    message = message.length() > LONGEST ? message.substring(0, LONGEST - 3) + "..." : message;
  }
}
