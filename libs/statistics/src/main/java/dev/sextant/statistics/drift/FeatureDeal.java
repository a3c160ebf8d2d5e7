package dev.sextant.statistics.drift;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The squared maximum mean discrepancy of two samples in blocks of rows, as they are and with
 * blocks dealt anew. Rows are read once and not kept: memory grows with the number of deals alone.
 */
final class FeatureDeal {
  private final int block;
  private final int referenceBlocks;
  private final int blocks;

  /** Of the smaller sample, which alone is added up; the larger one is what is left of all. */
  private final int takenBlocks;

  /** Sums of what each deal gave to the smaller sample; the first is no deal but the truth. */
  private final double[][] taken;

  /** Sums of the squared lengths of those blocks' sums. */
  private final double[] squares;

  private final double[] all;
  private double allSquares;

  /** Blocks that are still to be added up, and which of them each deal takes. */
  private final double[][] waiting = new double[Long.SIZE][];

  private final long[] takes;
  private int waits;

  private FeatureDeal(int block, int referenceBlocks, int currentBlocks, int draws, int features) {
    this.block = block;
    this.referenceBlocks = referenceBlocks;
    this.blocks = referenceBlocks + currentBlocks;
    this.takenBlocks = Math.min(referenceBlocks, currentBlocks);
    this.taken = new double[draws + 1][features];
    this.squares = new double[draws + 1];
    this.all = new double[features];
    this.takes = new long[draws + 1];
  }

  /**
   * Of rows on a common scale, those of the reference first.
   *
   * @param row gives each row by its number
   * @param block rows that stay together
   */
  static FeatureDeal of(
      FourierFeatures features,
      IntFunction<double[]> row,
      int referenceBlocks,
      int currentBlocks,
      int block,
      int draws,
      Random random) {
    var deal = new FeatureDeal(block, referenceBlocks, currentBlocks, draws, features.size());
    var wanted = new int[draws];
    Arrays.fill(wanted, deal.takenBlocks);
    for (int b = 0; b < deal.blocks; b++) {
      var sum = new double[features.size()];
      for (int i = 0; i < block; i++) {
        features.add(row.apply(b * block + i), sum);
      }
      deal.take(b, sum, wanted, random);
    }
    deal.addUp();
    return deal;
  }

  // Of the blocks that are left, each deal takes as many as it still lacks, all equally likely.
  private void take(int b, double[] sum, int[] wanted, Random random) {
    double square = product(sum, sum);
    add(sum, all);
    allSquares += square;
    waiting[waits] = sum;
    boolean ofReference = b < referenceBlocks;
    if (ofReference == (takenBlocks == referenceBlocks)) {
      take(0, square);
    }
    for (int draw = 0; draw < wanted.length; draw++) {
      if (random.nextInt(blocks - b) < wanted[draw]) {
        wanted[draw]--;
        take(draw + 1, square);
      }
    }
    if (++waits == waiting.length) {
      addUp();
    }
  }

  private void take(int draw, double square) {
    takes[draw] |= 1L << waits;
    squares[draw] += square;
  }

  // Many blocks at a time, so that the sums of a deal are fetched once for all of them.
  private void addUp() {
    for (int draw = 0; draw < takes.length; draw++) {
      for (long left = takes[draw]; left != 0; left &= left - 1) {
        add(waiting[Long.numberOfTrailingZeros(left)], taken[draw]);
      }
      takes[draw] = 0;
    }
    waits = 0;
  }

  /** The mean features of all rows. */
  double[] mean() {
    return Arrays.stream(all).map(sum -> sum / ((double) blocks * block)).toArray();
  }

  /** The unbiased squared discrepancy; pairs of rows within one block are left out. */
  double squared() {
    return squared(0);
  }

  /** The same when blocks are dealt anew. */
  double[] dealt() {
    var dealt = new double[taken.length - 1];
    Arrays.setAll(dealt, draw -> squared(draw + 1));
    return dealt;
  }

  private double squared(int draw) {
    double[] some = taken[draw];
    double ofSome = product(some, some);
    double ofAll = product(all, some);
    double ofRest = product(all, all) - 2 * ofAll + ofSome;
    double m = takenBlocks;
    double n = blocks - m;
    double size = (double) block * block;
    return (ofRest - (allSquares - squares[draw])) / (n * (n - 1) * size)
        + (ofSome - squares[draw]) / (m * (m - 1) * size)
        - 2 * (ofAll - ofSome) / (n * m * size);
  }

  /** What the true discrepancy does not exceed, but for so many of all samples. */
  double upper(double errorRate) {
    var differences = new double[taken.length - 1][];
    Arrays.setAll(differences, draw -> difference(draw + 1));
    return DiscrepancyNoise.of(differences).upper(difference(0), errorRate);
  }

  private double[] difference(int draw) {
    double m = (double) block * takenBlocks;
    double n = (double) block * (blocks - takenBlocks);
    var difference = new double[all.length];
    Arrays.setAll(difference, i -> taken[draw][i] / m - (all[i] - taken[draw][i]) / n);
    return difference;
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] += from[i];
    }
  }

  static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
