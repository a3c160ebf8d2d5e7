package dev.sextant.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** What repeated rounds of one measurement gave. */
public final class Samples {
  private final List<Double> values = new ArrayList<>();

  /** Takes the value of a round. */
  public void add(double value) {
    values.add(value);
  }

  /** The middle one. */
  public double median() {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The least and the most, so that a reader sees how much a figure moves. */
  public String range(DoubleFunction<String> unit) {
    return String.format(
        Locale.ROOT,
        "%s to %s",
        unit.apply(Collections.min(values)),
        unit.apply(Collections.max(values)));
  }
}
