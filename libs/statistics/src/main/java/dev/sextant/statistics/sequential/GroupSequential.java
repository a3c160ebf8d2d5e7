package dev.sextant.statistics.sequential;

import java.util.Arrays;

/**
 * One-sided group-sequential boundaries with an error-spending function (Lan and DeMets 1983): more
 * power than an always-valid bound where the most evidence there will ever be is known beforehand.
 * Looks may lie anywhere; how much error a look may spend depends on its share of the information
 * alone. The statistics must move like a sum of independent increments, as the estimates of
 * independent units do.
 *
 * @param errorRate the chance to cross at any look where there is no effect
 * @param spending how the error is shared over the information
 */
public record GroupSequential(double errorRate, Spending spending) {
  /** What lies further out has a chance of less than 1e-15. */
  private static final double FAR = 8;

  /** Looks whose information grew by less than this share are no looks of their own. */
  private static final double LEAST_GROWTH = 1e-3;

  /** How the error is shared over the information. */
  public enum Spending {
    /** Little at first, nearly all at the end (after O'Brien and Fleming). */
    OBRIEN_FLEMING,
    /** Evenly (after Pocock). */
    POCOCK
  }

  public GroupSequential {
    Numbers.requireRate(errorRate);
  }

  /**
   * The error that may be spent until a share of the information is there.
   *
   * @param fraction of the most information there will be; above 1 counts as 1
   */
  public double spent(double fraction) {
    double share = Math.min(1, fraction);
    if (!(share > 0)) {
      return 0;
    }
    return switch (spending) {
      case OBRIEN_FLEMING ->
          2 * Numbers.normalTail(Numbers.normalQuantile(errorRate / 2) / Math.sqrt(share));
      case POCOCK -> errorRate * StrictMath.log1p((Math.E - 1) * share);
    };
  }

  /**
   * The z-value that each look must pass; positive infinity where a look adds too little.
   *
   * @param fractions of the most information there will be, one a look, above 0 and not falling
   */
  public double[] boundaries(double... fractions) {
    var boundaries = new double[fractions.length];
    Path path = Path.START;
    double spentBefore = 0;
    for (int look = 0; look < fractions.length; look++) {
      double fraction = Math.min(1, fractions[look]);
      if (!(fraction > 0) || fraction < path.fraction) {
        throw new IllegalArgumentException(
            "fractions lie above 0 and do not fall, unlike " + Arrays.toString(fractions));
      }
      double toSpend = spent(fraction) - spentBefore;
      if (fraction < path.fraction * (1 + LEAST_GROWTH) || toSpend < 1e-14) {
        boundaries[look] = Double.POSITIVE_INFINITY;
        continue;
      }
      Path before = path;
      boundaries[look] = Numbers.crossing(z -> -before.beyond(z, fraction), -toSpend, -FAR, FAR);
      path = path.next(boundaries[look], fraction);
      spentBefore += toSpend;
    }
    return boundaries;
  }

  /** Where the statistic is at a look if it crossed at none so far: a density over its z-value. */
  private static final class Path {
    static final Path START = new Path(0, new double[] {0}, new double[] {1});

    private final double fraction;
    private final double[] places;
    private final double[] masses;

    private Path(double fraction, double[] places, double[] masses) {
      this.fraction = fraction;
      this.places = places;
      this.masses = masses;
    }

    /** The chance to lie beyond z at the next look. */
    double beyond(double z, double next) {
      double root = Math.sqrt(next - fraction);
      double sum = 0;
      for (int i = 0; i < places.length; i++) {
        double drift = places[i] * Math.sqrt(fraction);
        sum += masses[i] * Numbers.normalTail((z * Math.sqrt(next) - drift) / root);
      }
      return sum;
    }

    /** The density at the next look up to its boundary, by Simpson's rule. */
    Path next(double boundary, double next) {
      double root = Math.sqrt(next - fraction);
      double scale = root / Math.sqrt(next);
      int pairs = (int) Math.ceil((boundary + FAR) / Math.min(0.1, scale / 2) / 2);
      int points = 2 * pairs + 1;
      double step = (boundary + FAR) / (points - 1);
      var nextPlaces = new double[points];
      var nextMasses = new double[points];
      for (int j = 0; j < points; j++) {
        double z = -FAR + j * step;
        double density = 0;
        for (int i = 0; i < places.length; i++) {
          double away = (z * Math.sqrt(next) - places[i] * Math.sqrt(fraction)) / root;
          density += masses[i] * StrictMath.exp(-away * away / 2);
        }
        double weight = j == 0 || j == points - 1 ? 1 : j % 2 == 1 ? 4 : 2;
        nextPlaces[j] = z;
        nextMasses[j] = density / (scale * Math.sqrt(2 * Math.PI)) * weight * step / 3;
      }
      return new Path(next, nextPlaces, nextMasses);
    }
  }
}
