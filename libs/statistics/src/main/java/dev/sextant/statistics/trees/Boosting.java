package dev.sextant.statistics.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/** What fitting keeps from tree to tree; all arrays by row. */
final class Boosting {
  // Of what the rows of a node are worth undivided; a smaller gain is rounding.
  private static final double LEAST_GAIN = 1e-12;

  private final BoostedTrees settings;
  private final BinnedColumns rows;
  private final int[] chosen;
  private final double[] target;
  private final double[] weight;
  private final double[] score;
  private final double[] slope;
  private final double[] curvature;

  Boosting(
      BoostedTrees settings, BinnedColumns rows, int[] chosen, double[] target, double[] weight) {
    this.settings = settings;
    this.rows = rows;
    this.chosen = chosen;
    this.target = target;
    this.weight = weight;
    this.score = new double[rows.rows()];
    this.slope = new double[rows.rows()];
    this.curvature = new double[rows.rows()];
  }

  /** Where rows may be divided in two. */
  private record Cut(int column, int last) {}

  TreeModel model() {
    double start = settings.loss().start(target, weight, chosen);
    Arrays.fill(score, start);
    var trees = new ArrayList<Tree>();
    for (int round = 0; round < settings.rounds(); round++) {
      differentiate();
      trees.add(grow(chosen, settings.depth()));
    }
    return new TreeModel(rows.edges(), start, trees);
  }

  private void differentiate() {
    for (int row : chosen) {
      slope[row] = weight[row] * settings.loss().slope(target[row], score[row]);
      curvature[row] = weight[row] * settings.loss().curvature(score[row]);
    }
  }

  private Tree grow(int[] within, int levels) {
    Optional<Cut> best = levels == 0 ? Optional.empty() : bestCut(within);
    if (best.isEmpty()) {
      return leaf(within);
    }
    var cut = best.get();
    int[] upTo =
        Arrays.stream(within).filter(row -> rows.bin(row, cut.column()) <= cut.last()).toArray();
    int[] above =
        Arrays.stream(within).filter(row -> rows.bin(row, cut.column()) > cut.last()).toArray();
    return new Tree.Split(
        cut.column(), cut.last(), grow(upTo, levels - 1), grow(above, levels - 1));
  }

  private Tree leaf(int[] within) {
    double curvatures = sum(curvature, within) + settings.ridge();
    double value = curvatures > 0 ? settings.rate() * sum(slope, within) / curvatures : 0;
    for (int row : within) {
      score[row] += value;
    }
    return new Tree.Leaf(value);
  }

  /** The cut that gains most, among those that leave enough on both sides. */
  private Optional<Cut> bestCut(int[] within) {
    double slopes = sum(slope, within);
    double curvatures = sum(curvature, within);
    double whole = worth(slopes, curvatures);
    double most = LEAST_GAIN * whole;
    Optional<Cut> best = Optional.empty();
    for (int column = 0; column < rows.columns(); column++) {
      var slopeOf = new double[BinEdges.BINS];
      var curvatureOf = new double[BinEdges.BINS];
      for (int row : within) {
        int bin = rows.bin(row, column);
        slopeOf[bin] += slope[row];
        curvatureOf[bin] += curvature[row];
      }
      double below = 0;
      double curvatureBelow = 0;
      for (int bin = 0; bin + 1 < BinEdges.BINS; bin++) {
        below += slopeOf[bin];
        curvatureBelow += curvatureOf[bin];
        double curvatureAbove = curvatures - curvatureBelow;
        if (Math.min(curvatureBelow, curvatureAbove) < settings.leastCurvature()) {
          continue;
        }
        double gain = worth(below, curvatureBelow) + worth(slopes - below, curvatureAbove) - whole;
        if (gain > most) {
          most = gain;
          best = Optional.of(new Cut(column, bin));
        }
      }
    }
    return best;
  }

  /** By how much one leaf for these rows lowers the loss, twice. */
  private double worth(double slopes, double curvatures) {
    double divisor = curvatures + settings.ridge();
    return divisor > 0 ? slopes * slopes / divisor : 0;
  }

  private static double sum(double[] of, int[] within) {
    double sum = 0;
    for (int row : within) {
      sum += of[row];
    }
    return sum;
  }
}
