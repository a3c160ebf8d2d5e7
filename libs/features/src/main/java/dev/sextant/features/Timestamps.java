package dev.sextant.features;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Instants as microseconds since 1970-01-01T00:00:00Z: the one reading of RFC 3339 that worker and
 * server share, and the range that expressions accept (years 1 to 9999).
 */
public final class Timestamps {

  /** No instant: a missing timestamp. */
  public static final long MISSING = Long.MIN_VALUE;

  static final long MICROS = 1_000_000L;
  static final long EARLIEST = LocalDate.of(1, 1, 1).toEpochDay() * 86_400L * MICROS;
  static final long LATEST = (LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400L) * MICROS - 1;

  private Timestamps() {}

  /** Whether this is an instant of the years 1 to 9999. */
  public static boolean inRange(long micros) {
    return micros >= EARLIEST && micros <= LATEST;
  }

  /**
   * Reads an RFC 3339 time stamp with zone, such as {@code 2026-03-01T08:30:00.250+01:00}; a space
   * may stand for the T. Digits beyond the microsecond are cut off. Returns {@link #MISSING} for
   * null, the empty text and anything else.
   */
  public static long parse(@Nullable String text) {
    if (text == null || text.length() < 20 || text.length() > 40) {
      return MISSING;
    }
    long date = date(text);
    long time = date == MISSING ? MISSING : timeOfDay(text);
    if (time == MISSING) {
      return MISSING;
    }
    int end = endOfFraction(text);
    long micros = end < 0 ? MISSING : fraction(text, end);
    long offset = micros == MISSING ? MISSING : offset(text, end);
    if (offset == MISSING) {
      return MISSING;
    }
    long result = (date * 86_400L + time - offset) * MICROS + micros;
    return inRange(result) ? result : MISSING;
  }

  private static long date(String text) {
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    char t = text.charAt(10);
    boolean shaped =
        text.charAt(4) == '-' && text.charAt(7) == '-' && (t == 'T' || t == 't' || t == ' ');
    if (!shaped || year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
      return MISSING;
    }
    if (day <= 28) {
      return LocalDate.of(year, month, day).toEpochDay();
    }
    try {
      return LocalDate.of(year, month, day).toEpochDay();
    } catch (DateTimeException noSuchDay) {
      return MISSING;
    }
  }

  private static long timeOfDay(String text) {
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    boolean shaped = text.charAt(13) == ':' && text.charAt(16) == ':';
    if (!shaped || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return MISSING;
    }
    // A leap second is read as the last ordinary second, as a smeared clock would show it.
    int ordinary = second == 60 ? 59 : second;
    return ordinary < 0 || ordinary > 59 ? MISSING : hour * 3600L + minute * 60L + ordinary;
  }

  private static int endOfFraction(String text) {
    if (text.charAt(19) != '.') {
      return 19;
    }
    int end = 20;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end == 20 || end > 29 ? -1 : end;
  }

  private static long fraction(String text, int end) {
    long micros = 0;
    for (int i = 20; i < 26; i++) {
      micros = micros * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    return micros;
  }

  private static long offset(String text, int at) {
    if (at >= text.length()) {
      return MISSING;
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return text.length() == at + 1 ? 0 : MISSING;
    }
    if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
      return MISSING;
    }
    int hours = digits(text, at + 1, at + 3);
    int minutes = digits(text, at + 4, at + 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return MISSING;
    }
    long seconds = hours * 3600L + minutes * 60L;
    return sign == '-' ? -seconds : seconds;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
