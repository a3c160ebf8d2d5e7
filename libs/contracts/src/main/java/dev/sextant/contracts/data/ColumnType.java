package dev.sextant.contracts.data;

/**
 * The logical types of a column, and how each travels on the wire.
 *
 * <p>Missing values: NaN for {@link #Double} and {@link #Integer}, the empty string for {@link
 * #String} and {@link #Timestamp}. A missing {@link #Boolean} cannot be said on the wire.
 */
public enum ColumnType {
  /** IEEE 754 double; FP64 on the wire. */
  Double("FP64"),
  /** Whole number of magnitude up to 2^53; FP64 on the wire, because it may be missing. */
  Integer("FP64"),
  /** Text; BYTES (UTF-8) on the wire. */
  String("BYTES"),
  /** Instant; RFC 3339 with zone as BYTES on the wire. */
  Timestamp("BYTES"),
  /** Truth value; BOOL on the wire. */
  Boolean("BOOL");

  private final java.lang.String datatype;

  ColumnType(java.lang.String datatype) {
    this.datatype = datatype;
  }

  /** The Open Inference Protocol datatype that carries this type. */
  public java.lang.String datatype() {
    return datatype;
  }
}
