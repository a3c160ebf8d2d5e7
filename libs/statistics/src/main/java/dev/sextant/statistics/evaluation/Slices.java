package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where a model does worse than elsewhere: the mean loss of a slice against that of all other rows.
 * Rows of one unit depend on each other, so the error of the difference comes from the spread
 * between units.
 */
public final class Slices {
  /** The least number of units inside and outside of a slice. */
  static final int MINIMUM_UNITS = 30;

  private final double[] loss;
  private final Units units;
  private final int minimum;

  /**
   * The rows.
   *
   * @param loss of each row; less is better
   * @param units whose rows stay together
   * @param minimum rows that a slice needs
   */
  public Slices(double[] loss, Units units, int minimum) {
    Rows.requirePaired(loss, loss);
    if (loss.length != units.rows() || minimum < 1) {
      throw new IllegalArgumentException(
          "%d rows, %d with units, and a minimum of %d do not fit"
              .formatted(loss.length, units.rows(), minimum));
    }
    this.loss = loss.clone();
    this.units = units;
    this.minimum = minimum;
  }

  /** What is known of one slice. */
  public sealed interface Slice {
    /** In words. */
    String name();

    /**
     * There is a comparison.
     *
     * @param rows in the slice
     * @param difference mean loss of the slice less that of all other rows
     * @param standardError of the difference
     * @param pValue of the slice being no worse, one-sided
     * @param shareOfLoss of the whole; 0 where there is no loss at all
     */
    record Compared(
        String name,
        long rows,
        double difference,
        double standardError,
        double pValue,
        double shareOfLoss)
        implements Slice {}

    /** There is none, which is said and not passed over. */
    record Inconclusive(String name, String missing) implements Slice {}
  }

  /**
   * Slices that were searched for.
   *
   * @param worse those called worse, the smallest p-value first
   * @param compared how many were compared
   * @param tooSmall how many had too few rows or units
   */
  public record Found(List<Slice.Compared> worse, int compared, int tooSmall) {}

  /** The comparison of a slice that was declared beforehand. */
  public Slice declared(String name, boolean[] member) {
    if (member.length != loss.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(member.length, loss.length));
    }
    long rows = 0;
    for (boolean in : member) {
      rows += in ? 1 : 0;
    }
    if (rows < minimum || loss.length - rows < minimum) {
      return new Slice.Inconclusive(
          name,
          "it has %d rows and leaves %d, %d are asked for"
              .formatted(rows, loss.length - rows, minimum));
    }
    return compare(name, member, rows);
  }

  /**
   * Searches the slices of one feature and of two, among which at most that share may be called
   * worse falsely (Benjamini and Hochberg). For screening: a slice that matters is to be declared.
   */
  public Found search(List<SliceFeature> features, double falseShare) {
    var candidates = new ArrayList<Slice.Compared>();
    int tooSmall = 0;
    for (var entry : candidates(features).entrySet()) {
      switch (declared(entry.getKey(), entry.getValue())) {
        case Slice.Compared compared -> candidates.add(compared);
        case Slice.Inconclusive ignored -> tooSmall++;
      }
    }
    boolean[] significant =
        BenjaminiHochberg.significant(
            candidates.stream().mapToDouble(Slice.Compared::pValue).toArray(), falseShare);
    var worse = new ArrayList<Slice.Compared>();
    for (int i = 0; i < significant.length; i++) {
      if (significant[i]) {
        worse.add(candidates.get(i));
      }
    }
    worse.sort(
        Comparator.comparingDouble(Slice.Compared::pValue).thenComparing(Slice.Compared::name));
    return new Found(List.copyOf(worse), candidates.size(), tooSmall);
  }

  private SortedMap<String, boolean[]> candidates(List<SliceFeature> features) {
    var candidates = new TreeMap<String, boolean[]>();
    var parts = new ArrayList<Map<String, boolean[]>>();
    for (SliceFeature feature : features) {
      if (feature.rows() != loss.length) {
        throw new IllegalArgumentException(
            "rows differ in number: %d and %d".formatted(feature.rows(), loss.length));
      }
      parts.add(feature.slices());
    }
    for (int first = 0; first < parts.size(); first++) {
      candidates.putAll(parts.get(first));
      for (int second = first + 1; second < parts.size(); second++) {
        cross(parts.get(first), parts.get(second), candidates);
      }
    }
    return candidates;
  }

  private static void cross(
      Map<String, boolean[]> first, Map<String, boolean[]> second, Map<String, boolean[]> into) {
    first.forEach((name, rows) ->
        second.forEach((other, others) -> {
          var both = new boolean[rows.length];
          for (int i = 0; i < both.length; i++) {
            both[i] = rows[i] && others[i];
          }
          into.put(name + " and " + other, both);
        }));
  }

  private Slice compare(String name, boolean[] member, long rows) {
    var unitRows = new double[2][units.count()];
    var unitLoss = new double[2][units.count()];
    for (int i = 0; i < loss.length; i++) {
      int side = member[i] ? 1 : 0;
      unitRows[side][units.unit(i)]++;
      unitLoss[side][units.unit(i)] += loss[i];
    }
    int inside = present(unitRows[1]);
    int outside = present(unitRows[0]);
    if (Math.min(inside, outside) < MINIMUM_UNITS) {
      return new Slice.Inconclusive(
          name,
          "it has %d units and leaves %d, %d are needed".formatted(inside, outside, MINIMUM_UNITS));
    }
    double in = sum(unitLoss[1]) / rows;
    double out = sum(unitLoss[0]) / (loss.length - rows);
    double squares = 0;
    for (int u = 0; u < units.count(); u++) {
      double influence =
          (unitLoss[1][u] - in * unitRows[1][u]) / rows
              - (unitLoss[0][u] - out * unitRows[0][u]) / (loss.length - rows);
      squares += influence * influence;
    }
    double error = Math.sqrt(squares * units.count() / (units.count() - 1.0));
    double whole = sum(unitLoss[0]) + sum(unitLoss[1]);
    if (!Double.isFinite(in - out + error + whole) || error == 0) {
      return new Slice.Inconclusive(
          name,
          error == 0
              ? "no unit differs from another: the error is unknown"
              : "the numbers exceed the range of a double");
    }
    double pValue =
        TDistribution.of(Math.min(inside, outside) - 1.0).survivalProbability((in - out) / error);
    return new Slice.Compared(
        name, rows, in - out, error, pValue, whole == 0 ? 0 : sum(unitLoss[1]) / whole);
  }

  private static int present(double[] rows) {
    return (int) Arrays.stream(rows).filter(r -> r > 0).count();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
