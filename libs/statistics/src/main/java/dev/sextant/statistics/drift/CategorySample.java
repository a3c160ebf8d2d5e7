package dev.sextant.statistics.drift;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each category of a column occurs.
 *
 * @param counts of each category, at least 1
 * @param missing how many values are missing
 */
public record CategorySample(SortedMap<String, Long> counts, long missing) {

  public CategorySample {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    counts.forEach((category, count) -> {
      if (count < 1) {
        throw new IllegalArgumentException("%s cannot occur %d times".formatted(category, count));
      }
    });
    if (missing < 0) {
      throw new IllegalArgumentException("%d values cannot be missing".formatted(missing));
    }
  }

  /** Of values in any order; the empty one is missing. */
  public static CategorySample of(List<String> values) {
    var counts = new TreeMap<String, Long>();
    long missing = 0;
    for (String value : values) {
      if (value.isEmpty()) {
        missing++;
      } else {
        counts.merge(value, 1L, Long::sum);
      }
    }
    return new CategorySample(counts, missing);
  }

  /** Both samples as one. */
  public CategorySample merge(CategorySample other) {
    var all = new TreeMap<>(counts);
    other.counts.forEach((category, count) -> all.merge(category, count, Long::sum));
    return new CategorySample(all, missing + other.missing);
  }

  /** How many values there are. */
  public long size() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
