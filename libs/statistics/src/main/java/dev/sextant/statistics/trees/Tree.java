package dev.sextant.statistics.trees;

import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/** A tree, or a part of one. */
sealed interface Tree {

  /**
   * What it adds to the score of a row.
   *
   * @param bin that a column of the row lies in
   */
  double at(IntUnaryOperator bin);

  /** Adds the columns that it asks for. */
  void columns(BitSet asked);

  /** Its end: the same for all rows that come here. */
  record Leaf(double value) implements Tree {
    @Override
    public double at(IntUnaryOperator bin) {
      return value;
    }

    @Override
    public void columns(BitSet asked) {}
  }

  /**
   * Divides rows in two.
   *
   * @param last bin of the lower part
   */
  record Split(int column, int last, Tree upTo, Tree above) implements Tree {
    @Override
    public double at(IntUnaryOperator bin) {
      return (bin.applyAsInt(column) <= last ? upTo : above).at(bin);
    }

    @Override
    public void columns(BitSet asked) {
      asked.set(column);
      upTo.columns(asked);
      above.columns(asked);
    }
  }
}
