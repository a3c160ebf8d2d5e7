package dev.sextant.features;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads lengths of time as CEL writes them: {@code 1h30m}, {@code 2.5s}, {@code -45m}. */
final class Durations {
  private static final Pattern WHOLE =
      Pattern.compile("-?([0-9]{1,12}([.][0-9]{1,9})?(h|ms|us|ns|m|s))+");
  private static final Pattern TERM = Pattern.compile("([0-9]+(?:[.][0-9]+)?)(h|ms|us|ns|m|s)");

  private Durations() {}

  static long parse(String text) throws Refusal {
    if (text.length() > 100 || !WHOLE.matches(text)) {
      throw refused(text);
    }
    var sum = BigDecimal.ZERO;
    var matcher = TERM.matcher(text);
    while (matcher.find()) {
      sum = sum.add(new BigDecimal(matcher.group(1)).multiply(micros(matcher.group(2))));
    }
    long micros;
    try {
      micros = sum.setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException tooLong) {
      throw refused(text);
    }
    return text.startsWith("-") ? -micros : micros;
  }

  private static BigDecimal micros(String unit) {
    return switch (unit) {
      case "h" -> new BigDecimal("3600000000");
      case "m" -> new BigDecimal("60000000");
      case "s" -> new BigDecimal("1000000");
      case "ms" -> new BigDecimal("1000");
      case "us" -> BigDecimal.ONE;
      default -> new BigDecimal("0.001");
    };
  }

  private static Refusal refused(String text) {
    return new Refusal(
        "'%s' is not a length of time; write it like 1h30m, 45s or 250ms".formatted(text));
  }
}
