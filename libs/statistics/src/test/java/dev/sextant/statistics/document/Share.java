package dev.sextant.statistics.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of replicates with its interval, as a cell of a table says it.
 *
 * @param value between 0 and 1
 * @param low end of the interval
 * @param high end of the interval
 */
public record Share(double value, double low, double high) {
  private static final Pattern CELL = Pattern.compile("([0-9.]+) % \\(([0-9.]+) to ([0-9.]+)\\)");

  /** Of a cell such as {@code 4.0 % (1.7 to 7.7)}. */
  public static Share of(String cell) {
    Matcher found = CELL.matcher(cell);
    if (!found.matches()) {
      throw new IllegalArgumentException("no share: " + cell);
    }
    return new Share(part(found, 1), part(found, 2), part(found, 3));
  }

  private static double part(Matcher found, int group) {
    return Double.parseDouble(found.group(group)) / 100;
  }
}
