package dev.sextant.statistics.trees;

import dev.sextant.statistics.numeric.Draws;
import java.util.Random;

/**
 * Rows of numbers as trees see them: each column in up to 32 bins between its quantiles, and what
 * is missing (NaN and infinities) in a bin of its own below all others.
 */
public final class BinnedColumns {
  private final BinEdges edges;
  private final int rows;

  /** By column and row. */
  private final byte[][] binOf;

  private BinnedColumns(BinEdges edges, int rows, byte[][] binOf) {
    this.edges = edges;
    this.rows = rows;
    this.binOf = binOf;
  }

  /**
   * Of rows with equally many numbers.
   *
   * @param rows at least one
   */
  public static BinnedColumns of(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("rows: there are none; give at least one");
    }
    int columns = rows[0].length;
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException(
            "row %d has %d numbers, not %d".formatted(row, rows[row].length, columns));
      }
    }
    var edges = BinEdges.of(rows, columns);
    var binOf = new byte[columns][rows.length];
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows.length; row++) {
        binOf[column][row] = edges.bin(column, rows[row][column]);
      }
    }
    return new BinnedColumns(edges, rows.length, binOf);
  }

  /** The same with the values of one column shuffled among some rows. */
  public BinnedColumns shuffled(int column, int[] among, Random random) {
    int[] order = among.clone();
    Draws.toFront(order, order.length, random);
    byte[][] copy = binOf.clone();
    copy[column] = binOf[column].clone();
    for (int i = 0; i < among.length; i++) {
      copy[column][among[i]] = binOf[column][order[i]];
    }
    return new BinnedColumns(edges, rows, copy);
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** How many numbers a row has. */
  public int columns() {
    return binOf.length;
  }

  BinEdges edges() {
    return edges;
  }

  int bin(int row, int column) {
    return binOf[column][row];
  }
}
