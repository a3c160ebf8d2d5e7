package dev.sextant.features;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles regular expressions of the RE2 kind, which take time proportional to the text whatever
 * the pattern, and refuses those that would take much memory.
 */
final class Patterns {
  private static final int LONGEST = 500;
  private static final long MOST_REPETITIONS = 1_000;
  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{0,9}),?([0-9]{0,9})\\}");

  private Patterns() {}

  static Pattern compile(String pattern) throws Refusal {
    if (pattern.length() > LONGEST) {
      throw new Refusal(
          "the pattern of matches() has %d characters; at most %d are allowed"
              .formatted(pattern.length(), LONGEST));
    }
    if (repetitions(pattern) > MOST_REPETITIONS) {
      throw new Refusal(
          "the pattern of matches() repeats more than %d times, all {n} taken together; use * or +"
              .formatted(MOST_REPETITIONS));
    }
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new Refusal(
          "the pattern of matches() is not an RE2 regular expression: %s"
              .formatted(e.getMessage()));
    }
  }

  /** Nested repetitions multiply; that all of them are nested is the worst case. */
  private static long repetitions(String pattern) {
    long product = 1;
    var matcher = REPETITION.matcher(pattern);
    while (matcher.find()) {
      product *= Math.max(1, Math.max(count(matcher.group(1)), count(matcher.group(2))));
      if (product > MOST_REPETITIONS) {
        return product;
      }
    }
    return product;
  }

  private static long count(String digits) {
    return digits.isEmpty() ? 1 : Long.parseLong(digits);
  }
}
