package dev.sextant.protocol;

import java.util.List;

/** Checks that a shape fits the number of values and the limits. */
final class Shapes {
  private Shapes() {}

  /** The number of values that a shape stands for, refused above the limit. */
  static int count(String path, List<Long> shape, Limits limits) throws ProtocolException {
    long product = 1;
    for (int i = 0; i < shape.size(); i++) {
      long size = shape.get(i);
      if (size < 0) {
        throw ProtocolException.invalid(
            path + "[" + i + "]", size + " is negative; send the number of values");
      }
      product = size == 0 || product == 0 ? 0 : saturated(product, size);
    }
    if (product > limits.values()) {
      throw ProtocolException.invalid(
          path,
          "%s stands for more than %d values, the most of one tensor; split the request"
              .formatted(shown(shape), limits.values()));
    }
    return (int) product;
  }

  static ProtocolException mismatch(String path, int values, List<Long> shape) {
    return ProtocolException.invalid(
        path,
        "has %d %s, but shape %s stands for another number; make them agree"
            .formatted(values, values == 1 ? "value" : "values", shown(shape)));
  }

  static String shown(List<Long> shape) {
    return shape.size() <= 8 ? shape.toString() : "of " + shape.size() + " dimensions";
  }

  private static long saturated(long a, long b) {
    return b > Integer.MAX_VALUE / a ? Integer.MAX_VALUE : a * b;
  }
}
