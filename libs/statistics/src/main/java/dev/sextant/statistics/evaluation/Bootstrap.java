package dev.sextant.statistics.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Percentile intervals from resampled units.
 *
 * <p>Each unit enters a replicate Poisson(1) times, all its rows together. Statistics that are
 * given together see the same replicates, so that their differences are paired.
 *
 * @param replicates how many replicates are drawn
 * @param level coverage, between 0 and 1
 * @param seed decides every draw
 */
public record Bootstrap(int replicates, double level, long seed) {
  /** With a larger share of replicates in which a statistic is undefined there is no interval. */
  static final double UNDEFINED_AT_MOST = 0.01;

  public Bootstrap {
    if (replicates < 1) {
      throw new IllegalArgumentException("replicates must be positive, not " + replicates);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1, not " + level);
    }
  }

  /** The interval of one statistic. */
  public BootstrapInterval interval(Statistic statistic, Units units) {
    return intervals(List.of(statistic), units).getFirst();
  }

  /** The intervals of several statistics of the same rows, in their order. */
  public List<BootstrapInterval> intervals(List<Statistic> statistics, Units units) {
    for (Statistic statistic : statistics) {
      if (statistic.rows() != units.rows()) {
        throw new IllegalArgumentException(
            "rows differ in number: %d and %d".formatted(statistic.rows(), units.rows()));
      }
    }
    if (units.count() < 2) {
      var unavailable =
          new BootstrapInterval.Unavailable(
              "an interval needs at least 2 units, not " + units.count());
      return statistics.stream().<BootstrapInterval>map(ignored -> unavailable).toList();
    }
    return percentiles(statistics, units);
  }

  private List<BootstrapInterval> percentiles(List<Statistic> statistics, Units units) {
    var tallies = new ArrayList<Tally>();
    statistics.forEach(ignored -> tallies.add(new Tally(replicates)));
    var unitWeights = new int[units.count()];
    var rowWeights = new int[units.rows()];
    for (int replicate = 0; replicate < replicates; replicate++) {
      for (int unit = 0; unit < unitWeights.length; unit++) {
        unitWeights[unit] = PoissonWeights.weight(seed, replicate, unit);
      }
      units.spread(unitWeights, rowWeights);
      for (int i = 0; i < tallies.size(); i++) {
        tallies.get(i).add(statistics.get(i).estimate(rowWeights));
      }
    }
    return tallies.stream().map(tally -> tally.interval(level)).toList();
  }

  /** The replicates of one statistic. */
  private static final class Tally {
    private final double[] values;
    private int defined;
    private int undefined;
    private String reason = "";

    Tally(int replicates) {
      values = new double[replicates];
    }

    void add(Estimate estimate) {
      switch (estimate) {
        case Estimate.Value value -> values[defined++] = value.value();
        case Estimate.Undefined none -> {
          undefined++;
          reason = none.reason();
        }
      }
    }

    BootstrapInterval interval(double level) {
      if (undefined > UNDEFINED_AT_MOST * values.length || defined == 0) {
        return new BootstrapInterval.Unavailable(
            "undefined in %d of %d replicates, where %s"
                .formatted(undefined, values.length, reason));
      }
      Arrays.sort(values, 0, defined);
      return new BootstrapInterval.Bounds(
          quantile((1 - level) / 2), quantile((1 + level) / 2), level);
    }

    // Linear between order statistics, as most packages do by default.
    private double quantile(double share) {
      double place = share * (defined - 1);
      int below = (int) Math.floor(place);
      int above = Math.min(below + 1, defined - 1);
      return values[below] + (place - below) * (values[above] - values[below]);
    }
  }
}
