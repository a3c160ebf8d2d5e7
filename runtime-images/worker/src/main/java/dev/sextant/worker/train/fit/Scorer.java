package dev.sextant.worker.train.fit;

import java.util.List;

/** How a score follows from encoded inputs: the part of a model that its trainer decides. */
public sealed interface Scorer {
  /** Whether the sum goes through the logistic function. */
  boolean logistic();

  /**
   * A weighted sum in double precision.
   *
   * @param weights one a number
   * @param bias is added
   */
  record Sum(List<Double> weights, double bias, boolean logistic) implements Scorer {
    public Sum {
      weights = List.copyOf(weights);
    }
  }

  /**
   * A sum of trees in single precision.
   *
   * @param base is added to the sum
   */
  record Trees(List<Tree> trees, float base, boolean logistic) implements Scorer {
    public Trees {
      trees = List.copyOf(trees);
    }
  }

  /**
   * One tree.
   *
   * @param nodes the root is the first
   */
  record Tree(List<Node> nodes) {
    public Tree {
      nodes = List.copyOf(nodes);
    }
  }

  /** A node; children are places in {@link Tree#nodes()}. */
  sealed interface Node {
    /**
     * A split: below the threshold to the left, else to the right.
     *
     * @param feature the number that is compared
     * @param missingLeft whether a missing number goes to the left
     */
    record Branch(int feature, float threshold, boolean missingLeft, int left, int right)
        implements Node {}

    /** An end. */
    record Leaf(float value) implements Node {}
  }
}
