package dev.sextant.worker.duck;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names and values into SQL text so that no input can become syntax. */
public final class Sql {
  private Sql() {}

  /** A quoted identifier. */
  public static String name(String identifier) {
    return "\"" + identifier.replace("\"", "\"\"") + "\"";
  }

  /** A quoted text. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A list of quoted texts. */
  public static String texts(Collection<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A number without loss. */
  public static String number(double value) {
    return "CAST(" + text(Double.toString(value)) + " AS DOUBLE)";
  }

  /** An instant given in microseconds since 1970-01-01T00:00:00Z. */
  public static String instant(long micros) {
    return "make_timestamptz(" + micros + "::BIGINT)";
  }
}
