package dev.sextant.statistics.sequential;

import java.util.Random;

/**
 * Two arms of users with skewed values, watched look by look, and what the users did before.
 *
 * @param users in both arms together; the even ones are stable's
 * @param alike how much what a user does has in common with what it did before, 0 to 1
 * @param added to every value of the candidate
 * @param times by what every value of the candidate is multiplied
 */
record SimulatedArms(int users, double alike, double added, double times) {
  /** The mean of stable's values. */
  static final double MEAN = 1;

  /** Totals so far. */
  static final class Sample {
    private final SimulatedArms world;
    private final Random random;
    private final double[] level;
    private final double[][] units;
    private final double[][] totals;

    /** The values of a time before the candidate. */
    final ClusterTotals before;

    private Sample(SimulatedArms world, Random random) {
      this.world = world;
      this.random = random;
      this.level = new double[world.users];
      this.units = new double[2][world.users];
      this.totals = new double[2][world.users];
      var seen = new double[world.users];
      var past = new double[world.users];
      for (int user = 0; user < world.users; user++) {
        double common = Math.sqrt(world.alike) * random.nextGaussian();
        double rest = Math.sqrt(1 - world.alike);
        level[user] = Math.exp(0.6 * (common + rest * random.nextGaussian()) - 0.18);
        double then = Math.exp(0.6 * (common + rest * random.nextGaussian()) - 0.18);
        // Some were not there before.
        seen[user] = random.nextInt(4);
        for (int unit = 0; unit < seen[user]; unit++) {
          past[user] += then * value();
        }
      }
      this.before = ClusterTotals.of(seen, past);
    }

    // Exponential, of mean 1.
    private double value() {
      return -Math.log(1 - random.nextDouble());
    }

    /** One more look's time: a user comes not at all, once or twice. */
    void add() {
      for (int user = 0; user < level.length; user++) {
        int arm = user % 2;
        for (int unit = random.nextInt(3); unit > 0; unit--) {
          double value = level[user] * value();
          units[arm][user]++;
          totals[arm][user] += arm == 0 ? value : value * world.times + world.added;
        }
      }
    }

    ClusterTotals arm(int arm) {
      return ClusterTotals.of(units[arm], totals[arm]);
    }
  }

  Sample draw(Random random) {
    return new Sample(this, random);
  }
}
