package dev.sextant.protocol;

/** Shows text of a caller in a message: quoted, short, without control characters. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** The text in single quotes. */
  public static String of(String text) {
    var shown = new StringBuilder("'");
    int length = Math.min(text.length(), LONGEST);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return shown.append(text.length() > LONGEST ? "...'" : "'").toString();
  }
}
