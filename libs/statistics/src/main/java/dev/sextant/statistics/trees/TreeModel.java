package dev.sextant.statistics.trees;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What {@link BoostedTrees} have learned. It does not extrapolate: beyond the rows it learned from,
 * a column counts as its outermost value.
 */
public final class TreeModel {
  private final BinEdges edges;
  private final double start;
  private final List<Tree> trees;

  TreeModel(BinEdges edges, double start, List<Tree> trees) {
    this.edges = edges;
    this.start = start;
    this.trees = List.copyOf(trees);
  }

  /** The score of a row: an expected target, or the logarithm of odds, by the {@link Loss}. */
  public double score(double[] row) {
    byte[] bins = edges.bins(row);
    return score(column -> bins[column]);
  }

  /** The score of one of the rows whose columns it learned from. */
  public double score(BinnedColumns rows, int row) {
    if (rows.edges() != edges) {
      throw new IllegalArgumentException(
          "rows: they have other bins than those learned from; score them as numbers");
    }
    return score(column -> rows.bin(row, column));
  }

  private double score(IntUnaryOperator bin) {
    double score = start;
    for (Tree tree : trees) {
      score += tree.at(bin);
    }
    return score;
  }

  /** The columns that some tree asks for, rising. */
  public int[] columns() {
    var asked = new BitSet();
    trees.forEach(tree -> tree.columns(asked));
    return asked.stream().toArray();
  }
}
