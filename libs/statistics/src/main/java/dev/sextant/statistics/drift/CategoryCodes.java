package dev.sextant.statistics.drift;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the categories of two samples, so that a domain classifier can read them: the most
 * frequent of both together is 1, and so on.
 */
public final class CategoryCodes {
  private final double[] reference;
  private final double[] current;

  private CategoryCodes(double[] reference, double[] current) {
    this.reference = reference;
    this.current = current;
  }

  /** Of values in the order of rows; the empty one is missing. */
  public static CategoryCodes of(List<String> reference, List<String> current) {
    var all = CategorySample.of(reference).merge(CategorySample.of(current)).counts();
    var codes = new HashMap<String, Double>();
    all.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .forEach(entry -> codes.put(entry.getKey(), codes.size() + 1.0));
    return new CategoryCodes(numbers(reference, codes), numbers(current, codes));
  }

  private static double[] numbers(List<String> values, Map<String, Double> codes) {
    return values.stream().mapToDouble(value -> codes.getOrDefault(value, Double.NaN)).toArray();
  }

  /** Of each row of the reference, NaN where it is missing. */
  public double[] reference() {
    return reference.clone();
  }

  /** Of each row of the current sample, NaN where it is missing. */
  public double[] current() {
    return current.clone();
  }
}
