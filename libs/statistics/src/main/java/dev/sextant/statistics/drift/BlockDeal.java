package dev.sextant.statistics.drift;

import dev.sextant.statistics.numeric.Draws;
import dev.sextant.statistics.numeric.Rows;
import java.util.Random;
import java.util.stream.IntStream;

/** Two series in blocks of neighbours, which can be dealt anew to both; sorted once for all. */
final class BlockDeal {
  private final double[] sorted;
  private final int[] blockOf;
  private final int referenceBlocks;
  private final int blocks;
  private final double referenceSize;
  private final double currentSize;

  private BlockDeal(double[] sorted, int[] blockOf, int referenceBlocks, int blocks, int block) {
    this.sorted = sorted;
    this.blockOf = blockOf;
    this.referenceBlocks = referenceBlocks;
    this.blocks = blocks;
    this.referenceSize = (double) referenceBlocks * block;
    this.currentSize = (double) (blocks - referenceBlocks) * block;
  }

  /** Of series that are whole numbers of blocks; values beyond two bounds are moved to them. */
  static BlockDeal of(double[] reference, double[] current, int block, double low, double high) {
    int n = reference.length;
    var all = new double[n + current.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.clamp(i < n ? reference[i] : current[i - n], low, high);
    }
    int[] order = Rows.ascending(all);
    var sorted = new double[all.length];
    var blockOf = new int[all.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = all[order[i]];
      blockOf[i] = order[i] / block;
    }
    return new BlockDeal(sorted, blockOf, n / block, all.length / block, block);
  }

  /** The distance of Wasserstein between the series as they are. */
  double distance() {
    var ofReference = new boolean[blocks];
    for (int i = 0; i < referenceBlocks; i++) {
      ofReference[i] = true;
    }
    return distance(ofReference);
  }

  /** The distances when blocks are dealt anew. */
  double[] dealt(int draws, Random random) {
    var distances = new double[draws];
    int[] deck = IntStream.range(0, blocks).toArray();
    for (int draw = 0; draw < draws; draw++) {
      var ofReference = new boolean[blocks];
      Draws.toFront(deck, referenceBlocks, random);
      for (int i = 0; i < referenceBlocks; i++) {
        ofReference[deck[i]] = true;
      }
      distances[draw] = distance(ofReference);
    }
    return distances;
  }

  private double distance(boolean[] ofReference) {
    double sum = 0;
    int reference = 0;
    int current = 0;
    for (int i = 0; i + 1 < sorted.length; i++) {
      if (ofReference[blockOf[i]]) {
        reference++;
      } else {
        current++;
      }
      double gap = Math.abs(reference / referenceSize - current / currentSize);
      double step = sorted[i + 1] - sorted[i];
      if (step > 0) {
        sum += gap * step;
      }
    }
    return sum;
  }
}
