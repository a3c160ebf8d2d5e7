package dev.sextant.statistics;

import dev.sextant.statistics.evaluation.ClopperPearson;
import dev.sextant.statistics.numeric.Draws;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Counts of what happened in replicates, with how far chance moves them. */
public final class Replicates {
  private static final double EFFORT =
      Double.parseDouble(System.getProperty("sextant.effort", "1"));

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private Replicates() {}

  /** How many are drawn where a table of the document takes so many: as many times the effort. */
  public static int times(int documented) {
    return Math.max(1, (int) Math.round(documented * EFFORT));
  }

  /**
   * A generator for a replicate. The plain ones of java.util.Random are too poor: the first numbers
   * of seeds in a row are nearly the same, and its 48 bits move a level of 5 % by a twenty-fifth of
   * a point.
   */
  public static Random random(long replicate) {
    return Random.from(GENERATORS.create(Draws.bits(20_261_125, replicate)));
  }

  /** The share with its exact 95 % interval. */
  public static String share(int count, int replicates) {
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f to %.1f)",
        100.0 * count / replicates,
        100 * ClopperPearson.lower(count, replicates, 0.025),
        100 * ClopperPearson.upper(count, replicates, 0.025));
  }

  /** Exceeded by chance in one of ten thousand runs of what just keeps its rate. */
  public static int atMost(double rate, int replicates) {
    return BinomialDistribution.of(replicates, rate).inverseSurvivalProbability(1e-4);
  }

  /** Fallen short of by chance as seldom. */
  public static int atLeast(double rate, int replicates) {
    return BinomialDistribution.of(replicates, rate).inverseCumulativeProbability(1e-4);
  }
}
