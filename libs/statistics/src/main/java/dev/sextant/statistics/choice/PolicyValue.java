package dev.sextant.statistics.choice;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a policy would have earned in a choice, or why that cannot be said. */
public sealed interface PolicyValue {

  /**
   * An estimate.
   *
   * @param method by its name
   * @param value the mean reward, or how much it is above that of the choices that were made
   * @param standardError of the value, from the spread between units
   * @param lower end of the interval
   * @param upper end of the interval
   * @param level coverage that is aimed at
   * @param effective how many units of equal weight would know as much (Kish)
   * @param clipped the share of the weight that was cut off
   * @param inputs what it was made from, by name
   */
  record Estimated(
      String method,
      double value,
      double standardError,
      double lower,
      double upper,
      double level,
      double effective,
      double clipped,
      SortedMap<String, Double> inputs)
      implements PolicyValue {

    public Estimated {
      if (!Double.isFinite(value + standardError + lower + upper) || !(lower <= upper)) {
        throw new IllegalArgumentException(
            "%s between %s and %s is no estimate".formatted(value, lower, upper));
      }
      inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }
  }

  /**
   * Too little is known.
   *
   * @param missing in words
   * @param needed how many more units like those so far would be enough, where any number would
   */
  record Inconclusive(String missing, OptionalLong needed) implements PolicyValue {
    static Inconclusive because(String missing) {
      return new Inconclusive(missing, OptionalLong.empty());
    }
  }

  /** What was logged contradicts what every estimate leans on. */
  record Invalid(String reason) implements PolicyValue {}
}
