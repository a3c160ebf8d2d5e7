package dev.sextant.worker.train.table;

import dev.sextant.statistics.evaluation.Units;
import dev.sextant.worker.train.encode.FittedInput;
import dev.sextant.worker.train.encode.InputLayout;
import java.util.Arrays;

/**
 * The labelled rows of one part, kept small: a number as it is, a one-hot input as the slot that it
 * lights. Rows are widened only when a trainer reads them.
 */
public final class EncodedPart {
  private final InputLayout layout;
  private final int[] offsets;
  private final double[][] numbers;
  private final int[][] slots;
  private final double[] labels;
  private final Units units;

  /**
   * A part.
   *
   * @param numbers the raw numbers of each {@link InputLayout#numbers()}, NaN where missing
   * @param slots the slots of each {@link InputLayout#oneHots()}
   * @param labels the label of each row
   * @param units what belongs together when rows are resampled
   */
  public EncodedPart(
      InputLayout layout, double[][] numbers, int[][] slots, double[] labels, Units units) {
    this.layout = layout;
    this.offsets = layout.oneHotOffsets();
    this.numbers = numbers;
    this.slots = slots;
    this.labels = labels;
    this.units = units;
  }

  /** How many rows there are. */
  public int rows() {
    return labels.length;
  }

  /** How many numbers a trainer reads of each row. */
  public int width() {
    return layout.width();
  }

  /** The label of each row; not to be changed. */
  public double[] labels() {
    return labels;
  }

  /** What belongs together when rows are resampled. */
  public Units units() {
    return units;
  }

  /** Writes the numbers of one row. */
  public void encode(int row, double[] into) {
    Arrays.fill(into, 0);
    for (int i = 0; i < numbers.length; i++) {
      into[i] = layout.numbers().get(i).encode(numbers[i][row]);
    }
    for (int i = 0; i < slots.length; i++) {
      if (slots[i][row] != FittedInput.NO_SLOT) {
        into[offsets[i] + slots[i][row]] = 1;
      }
    }
  }

  /** The rows from one, inclusive, to another, exclusive, in single precision, row by row. */
  public float[] floats(int from, int until) {
    int width = width();
    var floats = new float[Math.multiplyExact(until - from, width)];
    var row = new double[width];
    int next = 0;
    for (int i = from; i < until; i++) {
      encode(i, row);
      for (double value : row) {
        floats[next++] = (float) value;
      }
    }
    return floats;
  }
}
