package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sequential sample ratio and the mixture test err as seldom as they say at every look. */
final class MixturesLevelTest {
  private static final int SOAK = Integer.getInteger("sextant.replicates", 1_000);
  private static final int DAYS = 30;
  private static final int PER_DAY = 2_000;

  /** Shares of units by arm, and the day's units for each of so many days. */
  private static int mismatches(
      SampleRatio test, double[] weights, double[] shares, int replicates) {
    int ever = 0;
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      var counts = new long[weights.length];
      double pValue = 1;
      for (int day = 0; day < DAYS; day++) {
        for (int unit = 0; unit < PER_DAY; unit++) {
          double left = random.nextDouble();
          int arm = 0;
          while (arm < shares.length - 1 && left >= shares[arm]) {
            left -= shares[arm++];
          }
          counts[arm]++;
        }
        pValue = test.pValue(pValue, weights, counts);
      }
      ever += test.mismatch(pValue, weights, counts).isPresent() ? 1 : 0;
    }
    return ever;
  }

  private static int ratio(String title, double rate, double[] weights, double[] shares, int n) {
    int ever = mismatches(new SampleRatio(10_000, rate), weights, shares, n);
    System.out.printf(Locale.ROOT, "| %s | %.3f | %s |%n", title, rate, Replicates.share(ever, n));
    return ever;
  }

  @Test
  void splitsAsAskedForAreSeldomCalledWrong() {
    int ever = ratio("50 : 50", 0.05, new double[] {1, 1}, new double[] {0.5, 0.5}, 100);

    assertThat(ever).isLessThanOrEqualTo(Replicates.atMost(0.05, 100));
  }

  @Tag("soak")
  @Test
  void splitsAsAskedForAreSeldomCalledWrongInManyReplicates() {
    double[] half = {0.5, 0.5};
    double[] few = {0.95, 0.05};
    double[] three = {0.8, 0.1, 0.1};
    for (double rate : new double[] {0.05, 0.001}) {
      for (double[] weights : new double[][] {half, few, three}) {
        int ever =
            ratio(
                "as asked for, %d arms, first %.2f".formatted(weights.length, weights[0]),
                rate,
                weights,
                weights,
                SOAK);
        assertThat(ever).isLessThanOrEqualTo(Replicates.atMost(rate, SOAK));
      }
      ratio("0.51 for 0.50", rate, half, new double[] {0.51, 0.49}, SOAK);
      ratio("0.52 for 0.50", rate, half, new double[] {0.52, 0.48}, SOAK);
      ratio("0.945 for 0.95", rate, few, new double[] {0.945, 0.055}, SOAK);
    }
  }

  /** Pairs of which one is drawn. */
  private enum Pairs {
    NORMAL,
    EXPONENTIAL,
    RARE;

    double draw(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case EXPONENTIAL -> -Math.log(1 - random.nextDouble()) - 1;
        // One in fifty is 7, the others 0, less their mean and over their deviation.
        case RARE -> ((random.nextInt(50) == 0 ? 7 : 0) - 0.14) / 0.98;
      };
    }
  }

  /** How often the p-value ever falls to 5 % within 10,000 pairs that are looked at so often. */
  private static int[] mixture(
      Pairs pairs, double effect, double mean, int every, boolean known, int replicates) {
    int ever = 0;
    long until = 0;
    for (int seed = 0; seed < replicates; seed++) {
      var random = Replicates.random(seed);
      double sum = 0;
      double squares = 0;
      double pValue = 1;
      for (int pair = 1; pair <= 10_000 && pValue > 0.05; pair++) {
        double difference = mean + pairs.draw(random);
        sum += difference;
        squares += difference * difference;
        double seen = squares / pair - sum / pair * (sum / pair);
        if (pair % every == 0 && (known || seen > 0)) {
          var test = new MixtureTest(known ? 1 : seen, effect);
          pValue = test.pValue(pValue, sum / pair, pair);
          until += pValue <= 0.05 ? pair : 0;
        }
      }
      ever += pValue <= 0.05 ? 1 : 0;
    }
    return new int[] {ever, ever == 0 ? 0 : (int) (until / ever)};
  }

  private static int pairs(
      Pairs pairs, double effect, double mean, int every, boolean known, int replicates) {
    int[] count = mixture(pairs, effect, mean, every, known, replicates);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %d | %s | %s | %s |%n",
        pairs,
        effect,
        mean,
        every,
        known ? "known" : "of the pairs so far",
        Replicates.share(count[0], replicates),
        count[0] == 0 ? "" : Integer.toString(count[1]));
    return count[0];
  }

  @Test
  void pairsWithoutDifferenceAreSeldomCalledDifferent() {
    assertThat(pairs(Pairs.NORMAL, 0.1, 0, 10, true, 200))
        .isLessThanOrEqualTo(Replicates.atMost(0.05, 200));
  }

  @Tag("soak")
  @Test
  void pairsWithoutDifferenceAreSeldomCalledDifferentInManyReplicates() {
    for (double effect : new double[] {0.02, 0.1}) {
      for (boolean known : new boolean[] {true, false}) {
        for (var pairs : Pairs.values()) {
          int ever = pairs(pairs, effect, 0, 10, known, 2 * SOAK);
          if (pairs == Pairs.NORMAL && known) {
            assertThat(ever).isLessThanOrEqualTo(Replicates.atMost(0.05, 2 * SOAK));
          }
        }
      }
      pairs(Pairs.NORMAL, effect, 0.05, 10, true, SOAK);
      pairs(Pairs.NORMAL, effect, 0.1, 10, true, SOAK);
    }
  }
}
