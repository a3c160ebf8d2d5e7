package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sequential sample ratio and the mixture test err as seldom as they say at every look. */
final class MixturesLevelTest {
  private static final int SPLITS = Replicates.times(10_000);
  private static final int ALIKE = Replicates.times(4_000);
  private static final int DIFFERENT = Replicates.times(2_000);
  private static final List<Double> RATES = List.of(0.05, 0.001);
  private static final int DAYS = 30;
  private static final int PER_DAY = 2_000;

  /** How often the split is ever called wrong at each of the rates. */
  private static int[] mismatches(double[] weights, double[] shares, int replicates) {
    var tests = RATES.stream().map(rate -> new SampleRatio(10_000, rate)).toList();
    var ever = new int[tests.size()];
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
        // The rate has no part in it.
        pValue = tests.getFirst().pValue(pValue, weights, counts);
      }
      for (int i = 0; i < ever.length; i++) {
        ever[i] += tests.get(i).mismatch(pValue, weights, counts).isPresent() ? 1 : 0;
      }
    }
    return ever;
  }

  private static int[] split(
      SimulatedTable table, String title, double[] weights, double[] shares) {
    int[] ever = mismatches(weights, shares, SPLITS);
    table.row(
        "%s | %s | %s"
            .formatted(
                title, Replicates.share(ever[0], SPLITS), Replicates.share(ever[1], SPLITS)));
    return ever;
  }

  private static void asAskedFor(SimulatedTable table, String title, double[] weights) {
    int[] ever = split(table, title + ", as asked for", weights, weights);
    for (int i = 0; i < ever.length; i++) {
      assertThat(ever[i]).isLessThanOrEqualTo(Replicates.atMost(RATES.get(i), SPLITS));
    }
  }

  @Test
  void splitsAsAskedForAreSeldomCalledWrong() {
    int ever = mismatches(new double[] {1, 1}, new double[] {0.5, 0.5}, 100)[0];

    assertThat(ever).isLessThanOrEqualTo(Replicates.atMost(0.05, 100));
  }

  @Tag("soak")
  @Test
  void splitsAsAskedForAreSeldomCalledWrongInManyReplicates() {
    double[] half = {0.5, 0.5};
    double[] few = {0.95, 0.05};
    try (var table =
        SimulatedTable.of("sample-ratio-at-every-look", "split", "rate 5 %", "rate 0.1 %")) {
      asAskedFor(table, "50 : 50", half);
      asAskedFor(table, "95 : 5", few);
      asAskedFor(table, "80 : 10 : 10", new double[] {0.8, 0.1, 0.1});
      split(table, "51 : 49 for 50 : 50", half, new double[] {0.51, 0.49});
      split(table, "52 : 48 for 50 : 50", half, new double[] {0.52, 0.48});
      split(table, "94.5 : 5.5 for 95 : 5", few, new double[] {0.945, 0.055});
    }
  }

  /** Pairs of which one is drawn. */
  private enum Pairs {
    NORMAL("normal"),
    EXPONENTIAL("exponential"),
    RARE("one in fifty large");

    private final String title;

    Pairs(String title) {
      this.title = title;
    }

    double draw(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case EXPONENTIAL -> -Math.log(1 - random.nextDouble()) - 1;
        // One in fifty is 7, the others 0, less their mean and over their deviation.
        case RARE -> ((random.nextInt(50) == 0 ? 7 : 0) - 0.14) / 0.98;
      };
    }
  }

  /** How often pairs were called different, and after how many together. */
  private record Called(int ever, long pairs) {}

  /** At 5 % within 10,000 pairs, looked at after every tenth, where effects of 0.1 are expected. */
  private static Called call(Pairs pairs, double mean, boolean known, int replicates) {
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
        if (pair % 10 == 0 && (known || seen > 0)) {
          var test = new MixtureTest(known ? 1 : seen, 0.1);
          pValue = test.pValue(pValue, sum / pair, pair);
          until += pValue <= 0.05 ? pair : 0;
        }
      }
      ever += pValue <= 0.05 ? 1 : 0;
    }
    return new Called(ever, until);
  }

  private static int row(
      SimulatedTable table, Pairs pairs, String mean, boolean known, int replicates) {
    var called = call(pairs, Double.parseDouble(mean), known, replicates);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %s | %s | %s | %s",
            pairs.title,
            mean,
            known ? "known" : "of the pairs so far",
            Replicates.share(called.ever(), replicates),
            mean.equals("0") || called.ever() == 0
                ? ""
                : String.format(Locale.ROOT, "%,d", called.pairs() / called.ever())));
    return called.ever();
  }

  @Test
  void pairsWithoutDifferenceAreSeldomCalledDifferent() {
    assertThat(call(Pairs.NORMAL, 0, true, 200).ever())
        .isLessThanOrEqualTo(Replicates.atMost(0.05, 200));
  }

  @Tag("soak")
  @Test
  void pairsWithoutDifferenceAreSeldomCalledDifferentInManyReplicates() {
    try (var table =
        SimulatedTable.of(
            "mixture-test-at-every-look",
            "pairs",
            "difference",
            "variance",
            "called different",
            "after pairs")) {
      for (boolean known : new boolean[] {true, false}) {
        for (var pairs : Pairs.values()) {
          int ever = row(table, pairs, "0", known, ALIKE);
          if (pairs == Pairs.NORMAL && known) {
            assertThat(ever).isLessThanOrEqualTo(Replicates.atMost(0.05, ALIKE));
          }
        }
      }
      row(table, Pairs.NORMAL, "0.05", true, DIFFERENT);
      row(table, Pairs.NORMAL, "0.1", true, DIFFERENT);
    }
  }
}
