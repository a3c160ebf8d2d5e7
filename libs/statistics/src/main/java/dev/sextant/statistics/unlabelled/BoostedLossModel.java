package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.trees.BinnedColumns;
import dev.sextant.statistics.trees.BoostedTrees;
import dev.sextant.statistics.trees.Loss;
import java.util.function.ToDoubleFunction;

/**
 * Learns a loss by {@link BoostedTrees} that make the squared error small. It does not extrapolate.
 *
 * @param rounds how many trees
 * @param depth of each tree: how many columns may act together
 * @param rate what share of each tree is added, above 0 and at most 1
 * @param leaf how many rows a leaf has at least
 */
public record BoostedLossModel(int rounds, int depth, double rate, int leaf) implements LossModel {
  /** Pairs of columns, a hundred small steps. */
  public static final BoostedLossModel USUAL = new BoostedLossModel(100, 2, 0.1, 20);

  public BoostedLossModel {
    trees(rounds, depth, rate, leaf);
  }

  private static BoostedTrees trees(int rounds, int depth, double rate, int leaf) {
    return new BoostedTrees(Loss.SQUARED, rounds, depth, rate, 0, leaf);
  }

  @Override
  public ToDoubleFunction<double[]> fit(double[][] rows, double[] losses) {
    return trees(rounds, depth, rate, leaf).fit(BinnedColumns.of(rows), losses)::score;
  }
}
