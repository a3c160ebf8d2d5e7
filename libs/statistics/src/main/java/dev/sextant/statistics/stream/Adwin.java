package dev.sextant.statistics.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a window of numbers, and drops its older part when the means of an older and a younger part
 * differ by more than a bound (Bifet and Gavaldà 2007). A baseline: the bound is that for one look
 * at one place, corrected in part.
 *
 * @param delta the smaller, the fewer alarms, such as 0.002
 * @param seen how many numbers came
 * @param rows buckets of 1, 2, 4 and so on numbers, the oldest of each size first
 * @param window all numbers that are in the window
 * @param alarm whether the last number raised one
 */
public record Adwin(double delta, long seen, List<List<Bucket>> rows, Bucket window, boolean alarm)
    implements ChangeDetector {
  /** How many buckets of one size there are at most. */
  private static final int BUCKETS = 5;

  /** Every so many numbers the window is looked at. */
  private static final int CLOCK = 32;

  private static final int WIDTH_ABOVE = 10;
  private static final long PART_AT_LEAST = 5;

  /**
   * Some numbers in a row.
   *
   * @param count how many
   * @param mean of them
   * @param squares of their deviations from the mean
   */
  public record Bucket(long count, double mean, double squares) {
    private static final Bucket NONE = new Bucket(0, 0, 0);

    private Bucket and(Bucket other) {
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
    private Bucket without(Bucket part) {
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

  public Adwin {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("delta lies between 0 and 1, unlike " + delta);
    }
    rows = List.copyOf(rows);
  }

  /** A detector that has seen nothing. */
  public Adwin(double delta) {
    this(delta, 0, List.of(), Bucket.NONE, false);
  }

  /** {@inheritDoc} It drops what came before the change, and keeps the rest. */
  @Override
  public Adwin after(double value) {
    Streams.requireFinite(value);
    var bucket = new Bucket(1, value, 0);
    var grown = new Adwin(delta, seen + 1, appended(bucket), window.and(bucket), false);
    return grown.seen % CLOCK == 0 ? grown.cut() : grown;
  }

  // Two of too many buckets of one size become one of the next.
  private List<List<Bucket>> appended(Bucket youngest) {
    var next = new ArrayList<>(rows);
    Bucket moving = youngest;
    for (int row = 0; ; row++) {
      if (row == next.size()) {
        next.add(List.of(moving));
        return next;
      }
      var buckets = new ArrayList<>(next.get(row));
      buckets.add(moving);
      if (buckets.size() <= BUCKETS) {
        next.set(row, List.copyOf(buckets));
        return next;
      }
      moving = buckets.get(0).and(buckets.get(1));
      next.set(row, List.copyOf(buckets.subList(2, buckets.size())));
    }
  }

  private Adwin cut() {
    var left = this;
    while (left.window.count > WIDTH_ABOVE && left.isCut()) {
      left = left.withoutOldest();
    }
    return left;
  }

  // From the oldest bucket on, every boundary between buckets.
  private boolean isCut() {
    double variance = window.squares / window.count;
    double log = StrictMath.log(2 * StrictMath.log((double) window.count) / delta);
    var older = Bucket.NONE;
    for (int row = rows.size() - 1; row >= 0; row--) {
      for (Bucket bucket : rows.get(row)) {
        older = older.and(bucket);
        var younger = window.without(older);
        if (Math.min(older.count, younger.count) >= PART_AT_LEAST) {
          double m =
              1.0 / (older.count - PART_AT_LEAST + 1.0)
                  + 1.0 / (younger.count - PART_AT_LEAST + 1.0);
          double bound = Math.sqrt(2 * m * variance * log) + 2.0 / 3 * m * log;
          if (Math.abs(older.mean - younger.mean) > bound) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Adwin withoutOldest() {
    var next = new ArrayList<>(rows);
    while (next.getLast().isEmpty()) {
      next.removeLast();
    }
    var last = next.removeLast();
    next.add(last.subList(1, last.size()));
    return new Adwin(delta, seen, next, window.without(last.getFirst()), true);
  }
}
