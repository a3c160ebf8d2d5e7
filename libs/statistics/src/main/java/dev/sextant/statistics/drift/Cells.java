package dev.sextant.statistics.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Two samples counted in the same cells; cells that are empty in both are left out. */
public final class Cells {
  /** Categories of the reference beyond the most frequent ones. */
  public static final String OTHER = "__other__";

  /** Categories that the reference does not have. */
  public static final String NEW = "__new__";

  private static final double EXPECTED_AT_LEAST = 5;

  private final List<String> names;
  private final long[] reference;
  private final long[] current;

  private Cells(List<String> names, long[] reference, long[] current) {
    this.names = names;
    this.reference = reference;
    this.current = current;
  }

  /** Of counts, one a cell. */
  public static Cells of(List<String> names, long[] reference, long[] current) {
    if (names.size() != reference.length || names.size() != current.length) {
      throw new IllegalArgumentException(
          "%d names do not fit %d and %d counts"
              .formatted(names.size(), reference.length, current.length));
    }
    var kept = new ArrayList<String>();
    var left = new ArrayList<Long>();
    var right = new ArrayList<Long>();
    for (int i = 0; i < reference.length; i++) {
      if (reference[i] < 0 || current[i] < 0) {
        throw new IllegalArgumentException(names.get(i) + " is counted below 0");
      }
      if (reference[i] + current[i] > 0) {
        kept.add(names.get(i));
        left.add(reference[i]);
        right.add(current[i]);
      }
    }
    return new Cells(
        List.copyOf(kept),
        left.stream().mapToLong(Long::longValue).toArray(),
        right.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * A cell for each of the most frequent categories of the reference, one for its others, and one
   * for what it does not have at all.
   */
  public static Cells ofCategories(CategorySample reference, CategorySample current, int most) {
    var top =
        new HashSet<>(
            reference.counts().entrySet().stream()
                .sorted(
                    Comparator.comparingLong((Map.Entry<String, Long> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList());
    var counts = new HashMap<String, long[]>();
    reference
        .counts()
        .forEach((name, n) -> cell(counts, top.contains(name) ? name : OTHER)[0] += n);
    current
        .counts()
        .forEach((name, n) -> {
          String known = reference.counts().containsKey(name) ? OTHER : NEW;
          cell(counts, top.contains(name) ? name : known)[1] += n;
        });
    var names = List.copyOf(new TreeSet<>(counts.keySet()));
    return of(
        names,
        names.stream().mapToLong(name -> cell(counts, name)[0]).toArray(),
        names.stream().mapToLong(name -> cell(counts, name)[1]).toArray());
  }

  private static long[] cell(Map<String, long[]> counts, String name) {
    return counts.computeIfAbsent(name, ignored -> new long[2]);
  }

  /**
   * Cells between quantiles of the reference, open at both ends; equal quantiles make one cell. The
   * names are the edges, so that a verdict can be computed again.
   */
  public static Cells ofNumbers(NumericSample reference, NumericSample current, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("there is at least one bin, not " + bins);
    }
    var edges = new TreeSet<Double>();
    for (int bin = 1; bin < bins && reference.size() > 0; bin++) {
      edges.add(reference.quantile((double) bin / bins));
    }
    var names = new ArrayList<String>();
    edges.forEach(edge -> names.add("<= " + edge));
    names.add(edges.isEmpty() ? "all" : "> " + edges.last());
    return of(names, counts(reference, edges), counts(current, edges));
  }

  private static long[] counts(NumericSample sample, SortedSet<Double> edges) {
    var counts = new long[edges.size() + 1];
    int cell = 0;
    int before = 0;
    for (double edge : edges) {
      int upTo = sample.countUpTo(edge);
      counts[cell++] = (long) upTo - before;
      before = upTo;
    }
    counts[cell] = (long) sample.size() - before;
    return counts;
  }

  /** How many cells there are. */
  public int size() {
    return names.size();
  }

  /** The names of the cells. */
  public List<String> names() {
    return names;
  }

  /** How many values of the reference lie in all cells. */
  public long referenceSize() {
    return Arrays.stream(reference).sum();
  }

  /** How many values of the current sample lie in all cells. */
  public long currentSize() {
    return Arrays.stream(current).sum();
  }

  long reference(int cell) {
    return reference[cell];
  }

  long current(int cell) {
    return current[cell];
  }

  /** 1/n + 1/m: how much noise there is; infinite where a sample is empty. */
  double noise() {
    return 1.0 / referenceSize() + 1.0 / currentSize();
  }

  /** Whether the chi-square law does not hold: a cell that is expected to hold less than 5. */
  boolean isSparse() {
    for (int i = 0; i < reference.length; i++) {
      if (expected(i) < EXPECTED_AT_LEAST) {
        return true;
      }
    }
    return false;
  }

  // The smaller of both expectations.
  private double expected(int cell) {
    double all = (double) referenceSize() + currentSize();
    return (reference[cell] + current[cell]) * (Math.min(referenceSize(), currentSize()) / all);
  }

  /**
   * The test that both samples have one distribution (Pearson 1900), which takes neither for the
   * truth.
   *
   * @param statistic the sum over cells and samples of (observed - expected)² / expected
   * @param degrees of freedom; 0 where there is one cell at most
   * @param pValue of the statistic; 1 without degrees of freedom
   */
  public record ChiSquare(double statistic, int degrees, double pValue) {}

  /** The chi-square test; asymptotic, for cells that are not sparse. */
  public ChiSquare chiSquare() {
    double n = referenceSize();
    double m = currentSize();
    if (size() < 2 || n == 0 || m == 0) {
      return new ChiSquare(0, 0, 1);
    }
    double statistic = 0;
    for (int i = 0; i < reference.length; i++) {
      double both = (double) reference[i] + current[i];
      double gap = reference[i] - both * n / (n + m);
      statistic += gap * gap / (both * n / (n + m)) + gap * gap / (both * m / (n + m));
    }
    return new ChiSquare(
        statistic,
        size() - 1,
        ChiSquaredDistribution.of(size() - 1.0).survivalProbability(statistic));
  }

  /** The same values dealt anew to samples of the same sizes, as if there were no difference. */
  Cells dealt(Random random) {
    int n = Math.toIntExact(referenceSize());
    int m = Math.toIntExact(currentSize());
    var pool = new int[n + m];
    int next = 0;
    for (int i = 0; i < reference.length; i++) {
      int to = next + Math.toIntExact(reference[i] + current[i]);
      Arrays.fill(pool, next, to, i);
      next = to;
    }
    var drawn = new long[reference.length];
    for (int i = 0; i < m; i++) {
      int j = i + random.nextInt(pool.length - i);
      drawn[pool[j]]++;
      pool[j] = pool[i];
    }
    var left = new long[reference.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = reference[i] + current[i] - drawn[i];
    }
    return new Cells(names, left, drawn);
  }

  /** Cells that are expected to hold less than 5 made one with {@link #OTHER}. */
  Cells lumped() {
    var merged = new ArrayList<String>();
    var counts = new HashMap<String, long[]>();
    for (int i = 0; i < reference.length; i++) {
      String name = expected(i) < EXPECTED_AT_LEAST ? OTHER : names.get(i);
      if (!counts.containsKey(name)) {
        merged.add(name);
      }
      cell(counts, name)[0] += reference[i];
      cell(counts, name)[1] += current[i];
    }
    return new Cells(
        List.copyOf(merged),
        merged.stream().mapToLong(name -> cell(counts, name)[0]).toArray(),
        merged.stream().mapToLong(name -> cell(counts, name)[1]).toArray());
  }
}
