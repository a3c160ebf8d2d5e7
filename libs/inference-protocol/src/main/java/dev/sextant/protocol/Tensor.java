package dev.sextant.protocol;

import java.util.List;

/**
 * A named array of values, row-major.
 *
 * @param shape its dimensions; their product is the number of values
 */
public record Tensor(String name, Datatype datatype, List<Long> shape, Values values) {
  public Tensor {
    shape = List.copyOf(shape);
  }

  /** A column of FP64; NaN is a missing value. */
  public static Tensor fp64(String name, double... values) {
    return column(name, Datatype.FP64, new Values.Numbers(values));
  }

  /** A column of BYTES; null is a missing value. */
  public static Tensor bytes(String name, String... values) {
    return column(name, Datatype.BYTES, new Values.Texts(values));
  }

  /** A column of INT64. */
  public static Tensor int64(String name, long... values) {
    return column(name, Datatype.INT64, new Values.Integers(values, null));
  }

  private static Tensor column(String name, Datatype datatype, Values values) {
    return new Tensor(name, datatype, List.of((long) values.size()), values);
  }
}
