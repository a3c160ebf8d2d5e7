package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.numeric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Gradient boosting of small regression trees by squared error (Friedman 2001), with splits at
 * quantiles of each column. Nothing in it is random, and it does not extrapolate: beyond the rows
 * it learned from, a column counts as its outermost value.
 *
 * @param rounds how many trees
 * @param depth of each tree: how many columns may act together
 * @param rate what share of each tree is added, above 0 and at most 1
 * @param leaf how many rows a leaf has at least
 */
public record BoostedTrees(int rounds, int depth, double rate, int leaf) implements LossModel {
  /** Pairs of columns, a hundred small steps. */
  public static final BoostedTrees USUAL = new BoostedTrees(100, 2, 0.1, 20);

  public BoostedTrees {
    if (rounds < 1 || depth < 1 || leaf < 1 || !(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "%d trees of depth %d with %d rows a leaf at a rate of %s learn nothing"
              .formatted(rounds, depth, leaf, rate));
    }
  }

  /** A part of a tree. */
  private sealed interface Node {
    double at(double[] row);
  }

  private record Leaf(double value) implements Node {
    @Override
    public double at(double[] row) {
      return value;
    }
  }

  private record Split(int column, double edge, Node upTo, Node above) implements Node {
    @Override
    public double at(double[] row) {
      return (row[column] <= edge ? upTo : above).at(row);
    }
  }

  @Override
  public ToDoubleFunction<double[]> fit(double[][] rows, double[] losses) {
    Rows.requireAsMany(rows.length, losses.length);
    Rows.requireFinite(losses);
    if (rows.length == 0) {
      throw new IllegalArgumentException("nothing can be learned from no rows");
    }
    var columns = BinnedColumns.of(rows);
    double start = Arrays.stream(losses).average().orElseThrow();
    var left = new double[losses.length];
    Arrays.setAll(left, row -> losses[row] - start);
    int[] all = IntStream.range(0, rows.length).toArray();
    var trees = new ArrayList<Node>();
    for (int round = 0; round < rounds; round++) {
      Node tree = grow(columns, left, all, depth);
      trees.add(tree);
      for (int row : all) {
        left[row] -= rate * tree.at(rows[row]);
      }
    }
    return row -> start + rate * sum(trees, row);
  }

  private static double sum(List<Node> trees, double[] row) {
    double sum = 0;
    for (Node tree : trees) {
      sum += tree.at(row);
    }
    return sum;
  }

  private Node grow(BinnedColumns columns, double[] left, int[] rows, int levels) {
    Optional<BinnedColumns.Cut> best =
        levels == 0 ? Optional.empty() : columns.bestCut(left, rows, leaf);
    if (best.isEmpty()) {
      return new Leaf(Arrays.stream(rows).mapToDouble(row -> left[row]).average().orElse(0));
    }
    var cut = best.get();
    return new Split(
        cut.column(),
        cut.edge(),
        grow(columns, left, columns.upTo(cut, rows), levels - 1),
        grow(columns, left, columns.above(cut, rows), levels - 1));
  }
}
