package dev.sextant.statistics.evaluation;

import java.util.Arrays;

/**
 * How much rates differ between groups of rows: the largest difference between any two groups. More
 * small groups make it larger by chance, so compare it with what permuted groups give ({@link
 * FairnessTest}).
 */
public final class GroupGap implements Statistic {
  private final int[] group;
  private final int groups;
  private final boolean[][] counted;
  private final boolean[] event;

  private GroupGap(int[] group, int groups, boolean[][] counted, boolean[] event) {
    this.group = group;
    this.groups = groups;
    this.counted = counted;
    this.event = event;
  }

  /**
   * Demographic parity: the share of rows that are selected.
   *
   * @param group of each row, numbered from 0
   */
  public static GroupGap ofSelection(int[] group, boolean[] selected) {
    var all = new boolean[group.length];
    Arrays.fill(all, true);
    return of(group, selected, all);
  }

  /**
   * Equalized odds: the larger of the gaps of the share selected among positive rows and among
   * negative rows.
   */
  public static GroupGap ofOdds(int[] group, boolean[] positive, boolean[] selected) {
    var negative = new boolean[positive.length];
    for (int i = 0; i < positive.length; i++) {
      negative[i] = !positive[i];
    }
    return of(group, selected, positive, negative);
  }

  /** Equal opportunity: the share selected among positive rows. */
  public static GroupGap ofOpportunity(int[] group, boolean[] positive, boolean[] selected) {
    return of(group, selected, positive);
  }

  private static GroupGap of(int[] group, boolean[] event, boolean[]... counted) {
    for (boolean[] rows : counted) {
      if (rows.length != group.length || event.length != group.length) {
        throw new IllegalArgumentException(
            "rows differ in number: %d, %d and %d"
                .formatted(group.length, event.length, rows.length));
      }
    }
    int largest = -1;
    for (int g : group) {
      if (g < 0) {
        throw new IllegalArgumentException("groups are numbered from 0, not " + g);
      }
      largest = Math.max(largest, g);
    }
    var copies = new boolean[counted.length][];
    Arrays.setAll(copies, i -> counted[i].clone());
    return new GroupGap(group.clone(), largest + 1, copies, event.clone());
  }

  @Override
  public int rows() {
    return group.length;
  }

  @Override
  public Estimate estimate(int[] weights) {
    return estimate(weights, group);
  }

  int[] group() {
    return group.clone();
  }

  /** The gap if the rows belonged to other groups. */
  Estimate estimate(int[] weights, int[] of) {
    double gap = 0;
    for (boolean[] rows : counted) {
      var all = new double[groups];
      var events = new double[groups];
      for (int i = 0; i < of.length; i++) {
        if (rows[i]) {
          all[of[i]] += weights[i];
          events[of[i]] += event[i] ? weights[i] : 0;
        }
      }
      double least = 1;
      double most = 0;
      for (int g = 0; g < groups; g++) {
        if (all[g] == 0) {
          return new Estimate.Undefined("group %d has no rows that count".formatted(g));
        }
        least = Math.min(least, events[g] / all[g]);
        most = Math.max(most, events[g] / all[g]);
      }
      gap = Math.max(gap, most - least);
    }
    return groups == 0 ? Estimate.Undefined.NO_ROWS : Estimate.of(gap);
  }

  /** How many rows count in the group that has fewest, over every part. */
  long fewest() {
    long fewest = Long.MAX_VALUE;
    for (boolean[] rows : counted) {
      var all = new long[groups];
      for (int i = 0; i < group.length; i++) {
        all[group[i]] += rows[i] ? 1 : 0;
      }
      fewest = Math.min(fewest, Arrays.stream(all).min().orElse(0));
    }
    return fewest;
  }
}
