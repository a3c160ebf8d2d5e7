package dev.sextant.statistics.evaluation;

import java.util.function.IntToDoubleFunction;

/** Sums over the rows of each unit, and how far a mean over rows can be trusted by them. */
public final class UnitSums {
  private final double[] sums;
  private final double rows;

  private UnitSums(double[] sums, double rows) {
    this.sums = sums;
    this.rows = rows;
  }

  /** Of one number a row. */
  public static UnitSums of(Units units, IntToDoubleFunction ofRow) {
    var sums = new double[units.count()];
    for (int row = 0; row < units.rows(); row++) {
      sums[units.unit(row)] += ofRow.applyAsDouble(row);
    }
    return new UnitSums(sums, units.rows());
  }

  /**
   * The error of a mean over rows whose distances from the mean these are the sums of. The root of
   * units / (units - 1) is what estimating the mean costs.
   */
  public double standardError() {
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    return Math.sqrt(squares * (sums.length / (sums.length - 1.0))) / rows;
  }

  /** The sum over units of the product with the sum of another number a row. */
  public double product(UnitSums other) {
    double product = 0;
    for (int unit = 0; unit < sums.length; unit++) {
      product += sums[unit] * other.sums[unit];
    }
    return product;
  }

  /** How skewed a sum of such numbers is: third powers over squares to the power of 3/2. */
  public double skewness() {
    double largest = largest();
    double squares = 0;
    double cubes = 0;
    for (double each : sums) {
      double share = each / largest;
      squares += share * share;
      cubes += share * share * share;
    }
    return largest > 0 ? cubes / Math.pow(squares, 1.5) : 0;
  }

  /** How many units of equal size would vary as much (Kish); 0 where all are 0. */
  public double effective() {
    double largest = largest();
    double sum = 0;
    double squares = 0;
    for (double each : sums) {
      sum += Math.abs(each / largest);
      squares += each / largest * (each / largest);
    }
    return largest > 0 ? sum * sum / squares : 0;
  }

  /**
   * Among how many units the squares are divided: the error is only as good as that number, for it
   * says how much the sum of squares itself varies.
   */
  public double effectiveSquares() {
    double largest = largest();
    double squares = 0;
    double fourths = 0;
    for (double each : sums) {
      double square = each / largest * (each / largest);
      squares += square;
      fourths += square * square;
    }
    return largest > 0 ? squares * squares / fourths : 0;
  }

  private double largest() {
    double largest = 0;
    for (double each : sums) {
      largest = Math.max(largest, Math.abs(each));
    }
    return largest;
  }
}
