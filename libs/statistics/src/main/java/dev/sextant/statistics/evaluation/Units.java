package dev.sextant.statistics.evaluation;

import java.util.Arrays;

/** Which unit each row belongs to; rows of one unit are drawn together. */
public final class Units {
  private final int[] unitOfRow;
  private final int count;

  private Units(int[] unitOfRow, int count) {
    this.unitOfRow = unitOfRow;
    this.count = count;
  }

  /** Every row is a unit of its own. */
  public static Units rows(int rows) {
    var units = new int[rows];
    Arrays.setAll(units, row -> row);
    return new Units(units, rows);
  }

  /**
   * Rows share units, such as the rides of one rider.
   *
   * @param unitOfRow the unit of each row, numbered from 0 without gaps
   */
  public static Units of(int[] unitOfRow) {
    int count = Arrays.stream(unitOfRow).max().orElse(-1) + 1;
    var seen = new boolean[count];
    for (int unit : unitOfRow) {
      if (unit < 0) {
        throw new IllegalArgumentException("units are numbered from 0, not " + unit);
      }
      seen[unit] = true;
    }
    for (int unit = 0; unit < count; unit++) {
      if (!seen[unit]) {
        throw new IllegalArgumentException("no row belongs to unit " + unit);
      }
    }
    return new Units(unitOfRow.clone(), count);
  }

  /** How many units there are. */
  public int count() {
    return count;
  }

  /** How many rows there are. */
  public int rows() {
    return unitOfRow.length;
  }

  /** The unit of a row. */
  public int unit(int row) {
    return unitOfRow[row];
  }

  /** Gives each row what its unit has. */
  void spread(int[] ofUnits, int[] ofRows) {
    for (int row = 0; row < unitOfRow.length; row++) {
      ofRows[row] = ofUnits[unitOfRow[row]];
    }
  }
}
