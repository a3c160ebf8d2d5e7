package dev.sextant.statistics.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One row of each unit and sample, drawn, and dealt to folds that share no unit. Units of both
 * samples, of the first alone and of the second alone are dealt apart, so that folds are alike.
 */
final class Folds {
  private final int[] reference;
  private final int[] current;
  private final int[][] folds;

  private Folds(int[] reference, int[] current, int[][] folds) {
    this.reference = reference;
    this.current = current;
    this.folds = folds;
  }

  /** The rows of the reference that were drawn. */
  int[] reference() {
    return reference;
  }

  /** The rows of the current sample that were drawn. */
  int[] current() {
    return current;
  }

  /** The places of a fold among all rows that were drawn, those of the reference first. */
  int[] fold(int number) {
    return folds[number];
  }

  /** The places of all folds before one. */
  int[] before(int number) {
    return Arrays.stream(folds, 0, number).flatMapToInt(Arrays::stream).toArray();
  }

  /**
   * Deals rows.
   *
   * @param reference the unit of each row of the reference; units have one number in both samples
   * @param current the unit of each row of the current sample
   * @param most units of a sample that are drawn
   */
  static Folds of(long[] reference, long[] current, int most, int folds, Random random) {
    int[] before = oneOfEach(reference, most, random);
    int[] now = oneOfEach(current, most, random);
    var places = new HashMap<Long, List<Integer>>();
    for (int i = 0; i < before.length; i++) {
      places.computeIfAbsent(reference[before[i]], ignored -> new ArrayList<>()).add(i);
    }
    for (int i = 0; i < now.length; i++) {
      places.computeIfAbsent(current[now[i]], ignored -> new ArrayList<>()).add(before.length + i);
    }
    var units = new ArrayList<>(places.values());
    // The order of a hash map is none to lean on.
    units.sort((one, other) -> Integer.compare(one.getFirst(), other.getFirst()));
    Collections.shuffle(units, random);
    units.sort(
        (one, other) -> Integer.compare(kind(one, before.length), kind(other, before.length)));
    var dealt = new ArrayList<List<Integer>>();
    for (int fold = 0; fold < folds; fold++) {
      dealt.add(new ArrayList<>());
    }
    for (int i = 0; i < units.size(); i++) {
      dealt.get(i % folds).addAll(units.get(i));
    }
    return new Folds(
        before,
        now,
        dealt.stream()
            .map(fold -> fold.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  private static int kind(List<Integer> unit, int ofReference) {
    return unit.size() > 1 ? 0 : unit.getFirst() < ofReference ? 1 : 2;
  }

  private static int[] oneOfEach(long[] units, int most, Random random) {
    var order = new ArrayList<>(IntStream.range(0, units.length).boxed().toList());
    Collections.shuffle(order, random);
    var seen = new HashSet<Long>();
    return order.stream()
        .filter(row -> seen.add(units[row]))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Every row a unit of its own, none in both samples. */
  static long[] ownUnits(long first, int rows) {
    var units = new long[rows];
    Arrays.setAll(units, i -> first + i);
    return units;
  }
}
