package dev.sextant.statistics.sequential;

/**
 * What one arm's clusters hold, such as the hash buckets into which users fall: for each cluster
 * the number of its units (requests, say) and the total of a metric over them. Clusters without
 * units are absent. Parts of the same clusters, counted apart, merge by adding up.
 */
public final class ClusterTotals {
  private final double[] units;
  private final double[] totals;

  private ClusterTotals(double[] units, double[] totals) {
    this.units = units;
    this.totals = totals;
  }

  /**
   * Totals of clusters that are numbered from 0.
   *
   * @param units of each cluster, at least 0
   * @param totals of each cluster's metric, in the metric's unit; 0 where there are no units
   */
  public static ClusterTotals of(double[] units, double[] totals) {
    if (units.length != totals.length) {
      throw new IllegalArgumentException(
          "clusters differ in number: %d and %d".formatted(units.length, totals.length));
    }
    for (int i = 0; i < units.length; i++) {
      if (!(units[i] >= 0 && Double.isFinite(units[i]) && Double.isFinite(totals[i]))
          || (units[i] == 0 && totals[i] != 0)) {
        throw new IllegalArgumentException(
            "cluster %d cannot have %s units with a total of %s".formatted(i, units[i], totals[i]));
      }
    }
    return new ClusterTotals(units.clone(), totals.clone());
  }

  /** Both together. */
  public ClusterTotals merge(ClusterTotals other) {
    requireSameClusters(other);
    var mergedUnits = units.clone();
    var mergedTotals = totals.clone();
    for (int i = 0; i < units.length; i++) {
      mergedUnits[i] += other.units[i];
      mergedTotals[i] += other.totals[i];
    }
    return of(mergedUnits, mergedTotals);
  }

  /** How many clusters there may be, absent ones included. */
  public int size() {
    return units.length;
  }

  /** How many clusters have units. */
  public int present() {
    int present = 0;
    for (double unit : units) {
      present += unit > 0 ? 1 : 0;
    }
    return present;
  }

  /**
   * How many clusters of equal totals would vary as much as these: the number of clusters with
   * events, but less where a few clusters have most of them (Kish).
   */
  public double effective() {
    return effective(totals);
  }

  /** The same for any numbers; 0 where all are 0. */
  static double effective(double[] numbers) {
    double sum = 0;
    double squares = 0;
    for (double number : numbers) {
      sum += Math.abs(number);
      squares += number * number;
    }
    return squares > 0 && Double.isFinite(squares) ? sum * (sum / squares) : 0;
  }

  /** The units of all clusters. */
  public double units() {
    return sum(units);
  }

  /** The metric over all clusters. */
  public double total() {
    return sum(totals);
  }

  /**
   * Each present cluster's total over its units, in the order of the clusters: the numbers whose
   * mean {@link BettingMean} bounds, where the metric of a unit lies between 0 and 1.
   */
  public double[] means() {
    var means = new double[present()];
    int next = 0;
    for (int i = 0; i < units.length; i++) {
      if (units[i] > 0) {
        means[next++] = totals[i] / units[i];
      }
    }
    return means;
  }

  double units(int cluster) {
    return units[cluster];
  }

  double total(int cluster) {
    return totals[cluster];
  }

  void requireSameClusters(ClusterTotals other) {
    if (units.length != other.units.length) {
      throw new IllegalArgumentException(
          "clusters differ in number: %d and %d".formatted(units.length, other.units.length));
    }
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }
}
