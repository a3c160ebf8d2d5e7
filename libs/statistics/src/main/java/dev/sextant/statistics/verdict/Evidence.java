package dev.sextant.statistics.verdict;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers behind a verdict: enough to compute it again.
 *
 * @param method which method, by the name of its class
 * @param statistic what was measured, in the metric's unit
 * @param bound the end of the interval that decided, in the same unit
 * @param level the error rate at which the bound holds at every look, above 0 and below 1
 * @param inputs what the method was given, by name
 */
public record Evidence(
    String method, double statistic, double bound, double level, SortedMap<String, Double> inputs) {

  public Evidence {
    requireFinite("the statistic", statistic);
    requireFinite("the bound", bound);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("a level lies between 0 and 1, unlike " + level);
    }
    inputs.forEach(Evidence::requireFinite);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /** Evidence whose inputs need no order of their own. */
  public static Evidence of(
      String method, double statistic, double bound, double level, Map<String, Double> inputs) {
    return new Evidence(method, statistic, bound, level, new TreeMap<>(inputs));
  }

  /** The same with more inputs. */
  Evidence with(Map<String, Double> more) {
    var all = new TreeMap<>(inputs);
    all.putAll(more);
    return new Evidence(method, statistic, bound, level, all);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("%s must be finite, not %s".formatted(name, value));
    }
  }
}
