package dev.sextant.protocol;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The element types of tensors that both wire forms can carry. */
public enum Datatype {
  BOOL(Kind.TRUTH, 1, 0, 1),
  INT8(Kind.INTEGER, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  INT16(Kind.INTEGER, 2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(Kind.INTEGER, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(Kind.INTEGER, 8, Long.MIN_VALUE, Long.MAX_VALUE),
  UINT8(Kind.INTEGER, 1, 0, 0xFFL),
  UINT16(Kind.INTEGER, 2, 0, 0xFFFFL),
  UINT32(Kind.INTEGER, 4, 0, 0xFFFF_FFFFL),
  /** Up to 2^63 - 1; larger values are refused. */
  UINT64(Kind.INTEGER, 8, 0, Long.MAX_VALUE),
  FP32(Kind.NUMBER, 4, 0, 0),
  FP64(Kind.NUMBER, 8, 0, 0),
  /** Text in UTF-8. */
  BYTES(Kind.TEXT, 0, 0, 0);

  /** The form in which values are held. */
  enum Kind {
    TRUTH,
    INTEGER,
    NUMBER,
    TEXT
  }

  private static final String KNOWN =
      Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));

  private final Kind kind;
  private final int bytes;
  private final long min;
  private final long max;

  Datatype(Kind kind, int bytes, long min, long max) {
    this.kind = kind;
    this.bytes = bytes;
    this.min = min;
    this.max = max;
  }

  Kind kind() {
    return kind;
  }

  /** Size of an element in raw form; 0 for BYTES, where each has its own length. */
  int bytes() {
    return bytes;
  }

  boolean holds(long value) {
    return value >= min && value <= max;
  }

  /**
   * Reads the name of a datatype.
   *
   * @param path the field that holds it
   */
  static Datatype parse(String path, String name) throws ProtocolException {
    return switch (name) {
      case "BOOL" -> BOOL;
      case "INT8" -> INT8;
      case "INT16" -> INT16;
      case "INT32" -> INT32;
      case "INT64" -> INT64;
      case "UINT8" -> UINT8;
      case "UINT16" -> UINT16;
      case "UINT32" -> UINT32;
      case "UINT64" -> UINT64;
      case "FP32" -> FP32;
      case "FP64" -> FP64;
      case "BYTES" -> BYTES;
      case "FP16", "BF16" ->
          throw ProtocolException.invalid(path, name + " is not supported; send FP32");
      default ->
          throw ProtocolException.invalid(
              path, Quote.of(name) + " is not a datatype; use one of " + KNOWN);
    };
  }
}
