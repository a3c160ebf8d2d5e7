package dev.sextant.api.common;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as the API spells them: {@code 20d}, {@code 1h30m}, {@code 90s}. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile(Patterns.DURATION);
  private static final Pattern PART = Pattern.compile("([0-9]+)([dhms])");

  private Durations() {}

  /**
   * The length of the duration; a day has 24 hours.
   *
   * @throws IllegalArgumentException if the text is no duration
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration: write whole numbers with d, h, m or s, such as 1h30m");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "d" -> Duration.ofDays(amount);
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofSeconds(amount);
              });
    }
    return sum;
  }

  /** The shortest spelling, whole seconds; parts of a second and negative durations are refused. */
  public static String format(Duration duration) {
    if (duration.isNegative() || duration.toNanosPart() != 0) {
      throw new IllegalArgumentException(duration + " is no whole number of seconds from 0 up");
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), 'd');
    append(text, duration.toHoursPart(), 'h');
    append(text, duration.toMinutesPart(), 'm');
    append(text, duration.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
