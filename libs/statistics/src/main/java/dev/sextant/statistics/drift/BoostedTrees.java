package dev.sextant.statistics.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Small trees that are added up to the logarithm of the odds that a row is of the current sample
 * (Friedman 2001, with second derivatives as by Chen and Guestrin 2016). Both samples weigh the
 * same, however many rows they have. Nothing is drawn.
 */
final class BoostedTrees {
  private static final int TREES = 50;
  private static final int DEPTH = 3;
  private static final double RATE = 0.1;
  private static final double RIDGE = 1;

  /** Four rows add one where nothing is known, so a leaf is made of twenty. */
  private static final double CURVATURE_AT_LEAST = 5;

  /** One tree: inner nodes level by level, the children of node i at 2i + 1 and 2i + 2. */
  private static final class Tree {
    /** The column that an inner node asks for. */
    final int[] column = new int[(1 << DEPTH) - 1];

    /** The last bin that goes to the left; all do where there was nothing to split. */
    final int[] last = new int[column.length];

    /** What is added in each leaf, from the left to the right. */
    final double[] leaf = new double[1 << DEPTH];

    Tree() {
      Arrays.fill(last, BinnedColumns.BINS);
    }

    int child(int node, BinnedColumns rows, int row) {
      return 2 * node + (rows.bin(row, column[node]) <= last[node] ? 1 : 2);
    }
  }

  private final List<Tree> trees;

  private BoostedTrees(List<Tree> trees) {
    this.trees = trees;
  }

  /**
   * Learns to tell rows.
   *
   * @param chosen rows to learn from, of both samples
   * @param current rows of the current sample
   */
  static BoostedTrees fit(BinnedColumns rows, int[] chosen, BitSet current) {
    return new Fit(rows, chosen, current).trees();
  }

  /** How much a row looks like the current sample. */
  double score(BinnedColumns rows, int row) {
    double score = 0;
    for (Tree tree : trees) {
      int node = 0;
      for (int level = 0; level < DEPTH; level++) {
        node = tree.child(node, rows, row);
      }
      score += tree.leaf[node - tree.column.length];
    }
    return score;
  }

  /** The columns that some tree asks for. */
  int[] columns() {
    var asked = new BitSet();
    for (Tree tree : trees) {
      for (int node = 0; node < tree.column.length; node++) {
        if (tree.last[node] < BinnedColumns.BINS) {
          asked.set(tree.column[node]);
        }
      }
    }
    return asked.stream().toArray();
  }

  /** What fitting keeps from tree to tree. */
  private static final class Fit {
    private final BinnedColumns rows;
    private final int[] chosen;
    private final double[] target;
    private final double[] weight;
    private final double[] score;
    private final double[] slope;
    private final double[] curvature;
    private final int[] node;

    Fit(BinnedColumns rows, int[] chosen, BitSet current) {
      int n = chosen.length;
      this.rows = rows;
      this.chosen = chosen;
      this.target = new double[n];
      this.weight = new double[n];
      this.score = new double[n];
      this.slope = new double[n];
      this.curvature = new double[n];
      this.node = new int[n];
      double now = Arrays.stream(chosen).filter(current::get).count();
      for (int i = 0; i < n; i++) {
        boolean ofCurrent = current.get(chosen[i]);
        target[i] = ofCurrent ? 1 : 0;
        weight[i] = n / 2.0 / (ofCurrent ? now : n - now);
      }
    }

    BoostedTrees trees() {
      var trees = new ArrayList<Tree>();
      for (int i = 0; i < TREES; i++) {
        differentiate();
        trees.add(grow());
      }
      return new BoostedTrees(List.copyOf(trees));
    }

    private void differentiate() {
      for (int i = 0; i < chosen.length; i++) {
        double p = 1 / (1 + StrictMath.exp(-score[i]));
        slope[i] = weight[i] * (target[i] - p);
        curvature[i] = weight[i] * p * (1 - p);
        node[i] = 0;
      }
    }

    private Tree grow() {
      var tree = new Tree();
      for (int level = 0; level < DEPTH; level++) {
        split(tree, (1 << level) - 1, 1 << level);
        for (int i = 0; i < chosen.length; i++) {
          node[i] = tree.child(node[i], rows, chosen[i]);
        }
      }
      var slopes = new double[tree.leaf.length];
      var curvatures = new double[tree.leaf.length];
      int inner = tree.column.length;
      for (int i = 0; i < chosen.length; i++) {
        slopes[node[i] - inner] += slope[i];
        curvatures[node[i] - inner] += curvature[i];
      }
      for (int leaf = 0; leaf < slopes.length; leaf++) {
        tree.leaf[leaf] = RATE * slopes[leaf] / (curvatures[leaf] + RIDGE);
      }
      for (int i = 0; i < chosen.length; i++) {
        score[i] += tree.leaf[node[i] - inner];
      }
      return tree;
    }

    private void split(Tree tree, int first, int nodes) {
      var best = new double[nodes];
      for (int column = 0; column < rows.columns(); column++) {
        var slopes = new double[nodes][BinnedColumns.BINS];
        var curvatures = new double[nodes][BinnedColumns.BINS];
        for (int i = 0; i < chosen.length; i++) {
          int bin = rows.bin(chosen[i], column);
          slopes[node[i] - first][bin] += slope[i];
          curvatures[node[i] - first][bin] += curvature[i];
        }
        for (int n = 0; n < nodes; n++) {
          split(tree, first + n, column, slopes[n], curvatures[n], best, n);
        }
      }
    }

    private static void split(
        Tree tree,
        int node,
        int column,
        double[] slopes,
        double[] curvatures,
        double[] best,
        int place) {
      double slope = Arrays.stream(slopes).sum();
      double curvature = Arrays.stream(curvatures).sum();
      double left = 0;
      double leftCurvature = 0;
      for (int bin = 0; bin + 1 < slopes.length; bin++) {
        left += slopes[bin];
        leftCurvature += curvatures[bin];
        double rightCurvature = curvature - leftCurvature;
        if (Math.min(leftCurvature, rightCurvature) < CURVATURE_AT_LEAST) {
          continue;
        }
        double gain =
            gain(left, leftCurvature) + gain(slope - left, rightCurvature) - gain(slope, curvature);
        if (gain > best[place]) {
          best[place] = gain;
          tree.column[node] = column;
          tree.last[node] = bin;
        }
      }
    }

    private static double gain(double slope, double curvature) {
      return slope * slope / (curvature + RIDGE);
    }
  }
}
