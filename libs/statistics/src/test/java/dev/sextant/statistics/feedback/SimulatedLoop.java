package dev.sextant.statistics.feedback;

import dev.sextant.statistics.evaluation.Estimate;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

/**
 * A recommender that is trained anew, generation after generation, on what was clicked in the one
 * before.
 *
 * @param explored share of exposures that are drawn evenly from the catalogue
 * @param ownClicks whether clicks on the model's own choices are trained on, or those on explored
 *     exposures alone
 */
record SimulatedLoop(double explored, boolean ownClicks) {
  private static final int ITEMS = 100;
  private static final int EXPOSURES = 4_000;

  /** What each generation showed. */
  Exposures[] run(Random random, int generations) {
    double[] appeal = random.doubles(ITEMS, 0.1, 0.3).toArray();
    var weights = new double[ITEMS];
    Arrays.fill(weights, 1);
    var shown = new Exposures[generations];
    for (int generation = 0; generation < generations; generation++) {
      var counts = new TreeMap<String, Long>();
      var clicks = new double[ITEMS];
      double whole = Arrays.stream(weights).sum();
      for (int exposure = 0; exposure < EXPOSURES; exposure++) {
        boolean explores = random.nextDouble() < explored;
        int item = explores ? random.nextInt(ITEMS) : pick(random, weights, whole);
        counts.merge("item " + item, 1L, Long::sum);
        if ((explores || ownClicks) && random.nextDouble() < appeal[item]) {
          clicks[item]++;
        }
      }
      shown[generation] = new Exposures(counts, ITEMS);
      Arrays.setAll(weights, item -> clicks[item] + 0.1);
    }
    return shown;
  }

  private static int pick(Random random, double[] weights, double whole) {
    double left = random.nextDouble() * whole;
    int item = 0;
    while (item < ITEMS - 1 && left >= weights[item]) {
      left -= weights[item++];
    }
    return item;
  }

  /** The chance of a repeat in each generation. */
  static double[] repeats(Exposures[] generations) {
    return Arrays.stream(generations)
        .mapToDouble(shown -> ((Estimate.Value) shown.repeats()).value())
        .toArray();
  }
}
