package dev.sextant.statistics.drift;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** How far two samples that are counted in cells lie from each other; 0 where they agree. */
public enum CellDistance {
  /**
   * The population stability index: the sum of (p - q) ln(p/q), with a half added to every count of
   * both samples. Symmetric, without an upper end.
   */
  STABILITY_INDEX {
    @Override
    double between(Cells cells) {
      return Math.max(0, smoothed(cells, (p, q) -> (p - q) * StrictMath.log(p / q)));
    }

    @Override
    double ofChiSquare(double scaled) {
      return scaled;
    }
  },

  /**
   * The Kullback-Leibler divergence (1951) of the current sample from the reference in bits: the
   * sum of q log2(q/p) over the shares p of the reference and q of the current sample, with a half
   * added to every count of both. Not symmetric, without an upper end.
   */
  KULLBACK_LEIBLER {
    @Override
    double between(Cells cells) {
      return Math.max(0, smoothed(cells, (p, q) -> q * StrictMath.log(q / p)) / StrictMath.log(2));
    }

    @Override
    double ofChiSquare(double scaled) {
      return scaled / 2 / StrictMath.log(2);
    }
  },

  /**
   * The root of the Jensen-Shannon divergence in bits, a distance between 0 and 1 (Lin 1991; Endres
   * and Schindelin 2003). With natural logarithms it would be smaller by the factor 0.8326.
   */
  JENSEN_SHANNON {
    @Override
    double between(Cells cells) {
      double n = cells.referenceSize();
      double m = cells.currentSize();
      double sum = 0;
      for (int i = 0; i < cells.size(); i++) {
        double p = cells.reference(i) / n;
        double q = cells.current(i) / m;
        sum += part(p, (p + q) / 2) + part(q, (p + q) / 2);
      }
      return Math.sqrt(Math.clamp(sum / 2 / StrictMath.log(2), 0.0, 1.0));
    }

    private static double part(double p, double middle) {
      return p == 0 ? 0 : p * StrictMath.log(p / middle);
    }

    @Override
    double ofChiSquare(double scaled) {
      return Math.sqrt(scaled / 8 / StrictMath.log(2));
    }
  },

  /** The root of half the sum of (√p - √q)², between 0 and 1 (Hellinger 1909). */
  HELLINGER {
    @Override
    double between(Cells cells) {
      double n = cells.referenceSize();
      double m = cells.currentSize();
      double sum = 0;
      for (int i = 0; i < cells.size(); i++) {
        double gap = Math.sqrt(cells.reference(i) / n) - Math.sqrt(cells.current(i) / m);
        sum += gap * gap;
      }
      return Math.sqrt(Math.min(1, sum / 2));
    }

    @Override
    double ofChiSquare(double scaled) {
      return Math.sqrt(scaled / 8);
    }
  },

  /** The largest difference of the shares in any cell, between 0 and 1. */
  LARGEST {
    @Override
    double between(Cells cells) {
      double n = cells.referenceSize();
      double m = cells.currentSize();
      double largest = 0;
      for (int i = 0; i < cells.size(); i++) {
        largest = Math.max(largest, Math.abs(cells.reference(i) / n - cells.current(i) / m));
      }
      return largest;
    }

    // The differences sum up to 0. So a difference d in a cell of share p adds at least
    // d²/p + d²/(1 - p), which is 4 d² or more, to what has that law: an upper bound, wide and
    // closed.
    @Override
    double ofChiSquare(double scaled) {
      return Math.sqrt(scaled) / 2;
    }
  };

  /** Where no more rows than that are sparse, chance is drawn and not computed. */
  static final long DRAWN_AT_MOST = 50_000;

  /** The sum over cells of a term of both shares, with a half added to every count. */
  private static double smoothed(Cells cells, DoubleBinaryOperator term) {
    double n = cells.referenceSize() + cells.size() / 2.0;
    double m = cells.currentSize() + cells.size() / 2.0;
    double sum = 0;
    for (int i = 0; i < cells.size(); i++) {
      sum += term.applyAsDouble((cells.reference(i) + 0.5) / n, (cells.current(i) + 0.5) / m);
    }
    return sum;
  }

  /** The distance of samples that both have values. */
  abstract double between(Cells cells);

  /** The distance at which the chi-square law times 1/n + 1/m has that value. */
  abstract double ofChiSquare(double scaled);

  /** The distance; none where a sample has no values. */
  public OptionalDouble of(Cells cells) {
    return cells.referenceSize() == 0 || cells.currentSize() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(between(cells));
  }

  /**
   * What chance alone does not exceed at these sizes, at that level: by the chi-square law, or
   * where cells are too sparse for it by dealing the rows anew.
   *
   * @param level such as 0.95
   * @param draws of dealing, such as 200
   */
  public OptionalDouble ofChance(Cells cells, double level, int draws, long seed) {
    if (!(level > 0 && level < 1) || draws < 1) {
      throw new IllegalArgumentException("no level %s of %d draws".formatted(level, draws));
    }
    if (of(cells).isEmpty()) {
      return OptionalDouble.empty();
    }
    if (cells.size() < 2) {
      return OptionalDouble.of(0);
    }
    if (!isDrawn(cells)) {
      double quantile =
          ChiSquaredDistribution.of(cells.size() - 1.0).inverseCumulativeProbability(level);
      return OptionalDouble.of(ofChiSquare(quantile * cells.noise()));
    }
    double[] dealt = dealt(cells, draws, seed);
    Arrays.sort(dealt);
    return OptionalDouble.of(dealt[Math.min(draws - 1, (int) Math.ceil(level * draws) - 1)]);
  }

  /**
   * The chance that samples of one distribution lie as far apart: by the chi-square test, or where
   * cells are too sparse for it by dealing the rows anew; never 0 then.
   */
  public double pValue(Cells cells, int draws, long seed) {
    if (of(cells).isEmpty() || !isDrawn(cells)) {
      return cells.chiSquare().pValue();
    }
    double seen = between(cells);
    long asFar = Arrays.stream(dealt(cells, draws, seed)).filter(d -> d >= seen - 1e-12).count();
    return (1.0 + asFar) / (1.0 + draws);
  }

  static boolean isDrawn(Cells cells) {
    return cells.isSparse() && cells.referenceSize() + cells.currentSize() <= DRAWN_AT_MOST;
  }

  private double[] dealt(Cells cells, int draws, long seed) {
    var random = new Random(seed);
    var distances = new double[draws];
    Arrays.setAll(distances, ignored -> between(cells.dealt(random)));
    return distances;
  }
}
