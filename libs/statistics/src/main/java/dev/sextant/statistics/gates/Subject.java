package dev.sextant.statistics.gates;

import java.util.Comparator;

/**
 * What a gate watches: a metric, of everyone or within a slice.
 *
 * @param metric its name
 * @param slice the slice in words, such as {@code zone = 3}; empty for everyone
 */
public record Subject(String metric, String slice) implements Comparable<Subject> {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::metric).thenComparing(Subject::slice);

  public Subject {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("a metric has a name");
    }
  }

  /** The metric of all units. */
  public static Subject ofEveryone(String metric) {
    return new Subject(metric, "");
  }

  /** Whether it is about all units. */
  public boolean isEveryone() {
    return slice.isEmpty();
  }

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return isEveryone() ? metric : metric + " of " + slice;
  }
}
