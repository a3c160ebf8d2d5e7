package dev.sextant.statistics.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps a window of numbers, and drops its older part when the means of an older and a younger part
 * differ by more than a bound (Bifet and Gavaldà 2007). A baseline: the bound is that for one look
 * at one place, corrected in part.
 */
public final class Adwin implements ChangeDetector {
  /** How many buckets of one size there are at most. */
  private static final int BUCKETS = 5;

  /** Every so many numbers the window is looked at. */
  private static final int CLOCK = 32;

  private static final int WIDTH_ABOVE = 10;
  private static final long PART_AT_LEAST = 5;

  private final double delta;

  // Of each size 1, 2, 4 and so on, the oldest bucket first.
  private final List<Deque<Bucket>> rows = new ArrayList<>();
  private long seen;
  private Bucket all = Bucket.NONE;

  /**
   * Some numbers in a row.
   *
   * @param count how many
   * @param mean of them
   * @param squares of their deviations from the mean
   */
  private record Bucket(long count, double mean, double squares) {
    static final Bucket NONE = new Bucket(0, 0, 0);

    Bucket and(Bucket other) {
      if (count == 0 || other.count == 0) {
        return count == 0 ? other : this;
      }
      long both = count + other.count;
      double gap = other.mean - mean;
      double share = (double) other.count / both;
      return new Bucket(
          both, mean + gap * share, squares + other.squares + gap * gap * share * count);
    }

    /** What is left when a part is taken away. */
    Bucket without(Bucket part) {
      long left = count - part.count;
      if (left == 0) {
        return NONE;
      }
      double rest = (mean * count - part.mean * part.count) / left;
      double gap = part.mean - rest;
      return new Bucket(
          left,
          rest,
          Math.max(0, squares - part.squares - gap * gap * ((double) left * part.count / count)));
    }
  }

  /**
   * A detector.
   *
   * @param delta the smaller, the fewer alarms, such as 0.002
   */
  public Adwin(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("delta lies between 0 and 1, unlike " + delta);
    }
    this.delta = delta;
  }

  /** How many numbers are in the window. */
  public long width() {
    return all.count();
  }

  /** The mean of the window; 0 of an empty one. */
  public double mean() {
    return all.mean();
  }

  /** {@inheritDoc} It drops what came before the change, and keeps the rest. */
  @Override
  public boolean add(double value) {
    Streams.requireFinite(value);
    var bucket = new Bucket(1, value, 0);
    all = all.and(bucket);
    append(0, bucket);
    seen++;
    boolean alarm = false;
    if (seen % CLOCK == 0) {
      while (all.count() > WIDTH_ABOVE && isCut()) {
        dropOldest();
        alarm = true;
      }
    }
    return alarm;
  }

  private void append(int row, Bucket bucket) {
    if (row == rows.size()) {
      rows.add(new ArrayDeque<>());
    }
    var buckets = rows.get(row);
    buckets.addLast(bucket);
    if (buckets.size() > BUCKETS) {
      append(row + 1, buckets.removeFirst().and(buckets.removeFirst()));
    }
  }

  // From the oldest bucket on, every boundary between buckets.
  private boolean isCut() {
    double variance = all.squares() / all.count();
    double log = StrictMath.log(2 * StrictMath.log((double) all.count()) / delta);
    var older = Bucket.NONE;
    for (int row = rows.size() - 1; row >= 0; row--) {
      for (Bucket bucket : rows.get(row)) {
        older = older.and(bucket);
        var younger = all.without(older);
        if (Math.min(older.count(), younger.count()) >= PART_AT_LEAST) {
          double m =
              1.0 / (older.count() - PART_AT_LEAST + 1.0)
                  + 1.0 / (younger.count() - PART_AT_LEAST + 1.0);
          double bound = Math.sqrt(2 * m * variance * log) + 2.0 / 3 * m * log;
          if (Math.abs(older.mean() - younger.mean()) > bound) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void dropOldest() {
    while (rows.getLast().isEmpty()) {
      rows.removeLast();
    }
    all = all.without(rows.getLast().removeFirst());
  }
}
