package dev.sextant.statistics.drift;

import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * A column of numbers as a KLL sketch: of bounded size for any number of rows, and mergeable. Each
 * share that it gives is off by at most {@link #error} with 99 % confidence; while it has few
 * values it is exact. Which values it keeps is drawn anew each time, by one generator that the
 * library shares among all sketches and that cannot be seeded: what must be the same each time is
 * to be computed from rows.
 */
public final class ColumnSketch {
  /** Keeps about 11,000 values of a million, 90 kB, and errs by 0.0007. */
  public static final int USUAL_SIZE = 4_096;

  private final KllDoublesSketch sketch;
  private long missing;

  private ColumnSketch(KllDoublesSketch sketch) {
    this.sketch = sketch;
  }

  /** An empty one. */
  public static ColumnSketch ofSize(int size) {
    return new ColumnSketch(KllDoublesSketch.newHeapInstance(size));
  }

  /** Adds a value; NaN and infinities are missing. */
  public void add(double value) {
    if (Double.isFinite(value)) {
      sketch.update(value + 0.0);
    } else {
      missing++;
    }
  }

  /** Adds all values of another. */
  public void merge(ColumnSketch other) {
    if (other == this) {
      throw new IllegalArgumentException("a sketch cannot be merged with itself");
    }
    sketch.merge(other.sketch);
    missing += other.missing;
  }

  /** How many values there are. */
  public long size() {
    return sketch.getN();
  }

  /** How many are missing. */
  public long missing() {
    return missing;
  }

  /** By how much the share of values below any one may be off; 0 while nothing was left out. */
  public double error() {
    return sketch.isEstimationMode() ? sketch.getNormalizedRankError(false) : 0;
  }

  double[] quantiles() {
    return sketch.getSortedView().getQuantiles();
  }

  double shareUpTo(double value) {
    return sketch.getRank(value, QuantileSearchCriteria.INCLUSIVE);
  }

  /** What two sketches say about the distance of Kolmogorov and Smirnov. */
  public sealed interface Comparison {
    /** The distance of the sketches. */
    double distance();

    /** The samples are as far apart as chance seldom makes them, whatever the sketches left out. */
    record Apart(double distance, double error, double critical) implements Comparison {}

    /** They are not. */
    record Together(double distance, double error, double critical) implements Comparison {}

    /** That depends on what the sketches left out; larger sketches would tell. */
    record Blurred(double distance, double error, double critical) implements Comparison {}
  }

  /**
   * Compares two sketches that both have values by their true numbers of rows, with room for what
   * they leave out.
   *
   * @param errorRate of the test on all rows
   */
  public static Comparison compare(ColumnSketch reference, ColumnSketch current, double errorRate) {
    if (reference.size() == 0 || current.size() == 0) {
      throw new IllegalArgumentException("a sample has no values");
    }
    double distance = Math.max(farthest(reference, current), farthest(current, reference));
    double error = reference.error() + current.error();
    double critical =
        KolmogorovSmirnov.critical(errorRate, (double) reference.size(), (double) current.size());
    if (distance - error > critical) {
      return new Comparison.Apart(distance, error, critical);
    }
    return distance + error < critical
        ? new Comparison.Together(distance, error, critical)
        : new Comparison.Blurred(distance, error, critical);
  }

  // Both shares change at values of either alone, so the values of both are looked at.
  private static double farthest(ColumnSketch at, ColumnSketch other) {
    double largest = 0;
    for (double value : at.quantiles()) {
      largest = Math.max(largest, Math.abs(at.shareUpTo(value) - other.shareUpTo(value)));
    }
    return largest;
  }
}
