package dev.sextant.statistics.evaluation;

import java.util.Arrays;
import java.util.Random;

/**
 * Judges whether groups are treated alike: unequal only where the gap is larger than acceptable and
 * larger than permuted groups explain, alike only where its whole interval is acceptable.
 *
 * @param gapAtMost the gap that is still acceptable, at least 0 and below 1
 * @param minimum rows that must count in every group; small groups are not pooled
 * @param errorRate of either verdict, between 0 and 1
 * @param draws of permutations and of bootstrap replicates
 * @param seed decides every draw
 */
public record FairnessTest(double gapAtMost, long minimum, double errorRate, int draws, long seed) {

  public FairnessTest {
    if (!(gapAtMost >= 0 && gapAtMost < 1)
        || minimum < 1
        || !(errorRate > 0 && errorRate < 1)
        || draws < 1) {
      throw new IllegalArgumentException(
          "a gap of %s, %d rows, a rate of %s and %d draws are no test"
              .formatted(gapAtMost, minimum, errorRate, draws));
    }
  }

  /** What the rows say. */
  public sealed interface Result {
    /**
     * Groups differ by more than is acceptable.
     *
     * @param pValue that permuted groups differ as much
     */
    record Unequal(double gap, double pValue) implements Result {}

    /**
     * They do not.
     *
     * @param upper what the gap does not exceed, by the bootstrap
     */
    record Alike(double gap, double upper) implements Result {}

    /** Neither can be said. */
    record Inconclusive(String missing) implements Result {}
  }

  /**
   * Judges.
   *
   * @param units whose rows stay together; all rows of one unit belong to one group
   */
  public Result judge(GroupGap gap, Units units) {
    int[] ofUnit = groups(gap, units);
    if (gap.fewest() < minimum) {
      return new Result.Inconclusive(
          "a group has %d rows that count, %d are asked for".formatted(gap.fewest(), minimum));
    }
    return switch (gap.estimate()) {
      case Estimate.Undefined(var reason) -> new Result.Inconclusive(reason);
      case Estimate.Value(var seen) -> judge(gap, seen, ofUnit, units);
    };
  }

  private Result judge(GroupGap gap, double seen, int[] ofUnit, Units units) {
    double pValue = pValue(gap, seen, ofUnit, units);
    if (seen > gapAtMost && pValue <= errorRate) {
      return new Result.Unequal(seen, pValue);
    }
    return switch (new Bootstrap(draws, 1 - 2 * Math.min(errorRate, 0.49), seed)
        .interval(gap, units)) {
      case BootstrapInterval.Unavailable(var reason) -> new Result.Inconclusive(reason);
      case BootstrapInterval.Bounds bounds ->
          bounds.high() <= gapAtMost
              ? new Result.Alike(seen, bounds.high())
              : new Result.Inconclusive(
                  "the gap is %.3g, at most %.3g, where %s is acceptable and chance explains it in %.3g"
                      .formatted(seen, bounds.high(), gapAtMost, pValue));
    };
  }

  // Draws in which a group is left without rows that count are no reason for alarm.
  private double pValue(GroupGap gap, double seen, int[] ofUnit, Units units) {
    var random = new Random(seed);
    var weights = new int[gap.rows()];
    Arrays.fill(weights, 1);
    int[] permuted = ofUnit.clone();
    var group = new int[gap.rows()];
    int asLarge = 0;
    for (int draw = 0; draw < draws; draw++) {
      for (int i = permuted.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int other = permuted[i];
        permuted[i] = permuted[j];
        permuted[j] = other;
      }
      units.spread(permuted, group);
      asLarge +=
          switch (gap.estimate(weights, group)) {
            case Estimate.Value(var value) -> value >= seen ? 1 : 0;
            case Estimate.Undefined ignored -> 1;
          };
    }
    return (1.0 + asLarge) / (1.0 + draws);
  }

  private static int[] groups(GroupGap gap, Units units) {
    int[] group = gap.group();
    if (units.rows() != group.length) {
      throw new IllegalArgumentException(
          "rows differ in number: %d and %d".formatted(units.rows(), group.length));
    }
    var ofUnit = new int[units.count()];
    Arrays.fill(ofUnit, -1);
    for (int row = 0; row < group.length; row++) {
      int unit = units.unit(row);
      if (ofUnit[unit] >= 0 && ofUnit[unit] != group[row]) {
        throw new IllegalArgumentException("unit %d belongs to two groups".formatted(unit));
      }
      ofUnit[unit] = group[row];
    }
    return ofUnit;
  }
}
