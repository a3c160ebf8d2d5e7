package dev.sextant.api.common;

/** Owns the regular expressions that the schemas use, so that one notion has one spelling. */
public final class Patterns {
  /** The value of a label. */
  public static final String LABEL = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

  /** A duration: whole numbers with units, largest first by custom. Days have 24 hours. */
  public static final String DURATION = "^([0-9]{1,9}(d|h|m|s))+$";

  /** A decimal number, with an optional exponent. */
  public static final String DECIMAL = "^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$";

  /** A decimal number that is not negative. */
  public static final String NOT_NEGATIVE = "^[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$";

  /** A decimal number from 0 to 1. */
  public static final String FRACTION = "^(0(\\.[0-9]+)?|1(\\.0+)?)$";

  /** A decimal number between 0 and 1, both excluded. */
  public static final String OPEN_FRACTION = "^0\\.[0-9]*[1-9][0-9]*$";

  /** A name that CEL, ONNX and the inference protocol all take as it is. */
  public static final String COLUMN = "^[A-Za-z_][A-Za-z0-9_]*$";

  /** A DNS label. */
  public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS label that begins with a letter, as Services need it. */
  public static final String SERVICE = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS subdomain. */
  public static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** An instant as RFC 3339 writes it: date, time, and zone or offset. */
  public static final String INSTANT =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})$";

  /** An IANA time zone. */
  public static final String ZONE = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$";

  /** Five cron fields of numbers, stars, lists, ranges and steps. */
  public static final String CRON = "^[0-9*,/-]+( [0-9*,/-]+){4}$";

  /** An object or a glob in an S3 store. */
  public static final String S3_URI = "^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.+$";

  /** A SHA-256 digest. */
  public static final String DIGEST = "^sha256:[0-9a-f]{64}$";

  /** The sentence that goes with every duration. */
  public static final String DURATION_HELP =
      " A duration: whole numbers with the units d, h, m, s, such as 90s, 1h30m or 20d.";

  private Patterns() {}
}
