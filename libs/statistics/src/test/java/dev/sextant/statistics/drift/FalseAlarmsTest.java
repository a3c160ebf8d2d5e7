package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often rules alarm where nothing drifts: the usual ones as they are published, and ours on the
 * same rows.
 */
final class FalseAlarmsTest {
  private static final int SOAK = Replicates.times(1_000);
  private static final DriftRule RULE = DriftRule.USUAL;

  /** How often the usual rule and ours alarmed on such rows. */
  private record Alarms(String rule, String rows, int usual, int ours) {}

  @Test
  void usualRulesAlarmOftenAndOursDoesNot() {
    int replicates = 100;

    assertNear(0.50, goodnessOfFit(10, 1_000, replicates), replicates);
    assertNear(0.70, normedWasserstein(100, replicates), replicates);
    assertNear(0.99, naturalJensenShannon(20, 100, replicates), replicates);
    assertNear(0.325, stabilityIndex(100, replicates), replicates);
  }

  // Within what replicates show, and what the published figure may be off by.
  private static void assertNear(double published, Alarms alarms, int replicates) {
    double share = (double) alarms.usual() / replicates;
    assertThat(share).isBetween(published - 0.2, published + 0.2);
    assertThat(alarms.ours()).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
  }

  @Tag("soak")
  @Test
  void tableOfFalseAlarms() {
    try (var table =
        SimulatedTable.of(
            "alarms-of-drift-rules", "usual rule", "rows", "alarms", "Drift by ours")) {
      for (int kinds : new int[] {3, 10, 50}) {
        for (int rows : new int[] {100, 1_000, 5_000}) {
          row(table, goodnessOfFit(kinds, rows, SOAK));
        }
      }
      for (int rows : new int[] {50, 100, 200, 500, 1_000}) {
        row(table, normedWasserstein(rows, SOAK));
      }
      for (int kinds : new int[] {5, 20, 100}) {
        for (int rows : new int[] {100, 500, 5_000}) {
          row(table, naturalJensenShannon(kinds, rows, SOAK));
        }
      }
      for (int rows : new int[] {100, 200, 500}) {
        row(table, stabilityIndex(rows, SOAK));
      }
    }
  }

  private static void row(SimulatedTable table, Alarms alarms) {
    table.row(
        String.join(
            " | ",
            alarms.rule(),
            alarms.rows(),
            Replicates.share(alarms.usual(), SOAK),
            Replicates.share(alarms.ours(), SOAK)));
    assertThat(alarms.ours()).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
  }

  // The reference scaled to the current rows is taken for the truth; fewer than 1,000 rows.
  private static Alarms goodnessOfFit(int kinds, int rows, int replicates) {
    int usual = 0;
    int ours = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      long[] reference = kinds(random, kinds, 1_000);
      long[] current = kinds(random, kinds, rows);
      double statistic = 0;
      for (int k = 0; k < kinds; k++) {
        double expected = reference[k] * (rows / 1_000.0);
        statistic += (current[k] - expected) * (current[k] - expected) / expected;
      }
      var law = ChiSquaredDistribution.of(kinds - 1.0);
      usual += law.survivalProbability(statistic) < 0.05 ? 1 : 0;
      ours += drifts(reference, current);
    }
    return new Alarms(
        "chi-square of the scaled reference, p < 0.05",
        String.format(Locale.ROOT, "%d kinds, 1,000 against %,d", kinds, rows),
        usual,
        ours);
  }

  private static Alarms normedWasserstein(int rows, int replicates) {
    int usual = 0;
    int ours = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      double[] reference = normal(random, 10_000);
      var before = NumericSample.of(reference);
      var now = NumericSample.of(normal(random, rows));
      double mean = Arrays.stream(reference).average().orElseThrow();
      double variance =
          Arrays.stream(reference).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      usual += Wasserstein.distance(before, now) / Math.sqrt(variance) >= 0.1 ? 1 : 0;
      ours += drifts(new Column.Numbers("x", before, now));
    }
    return new Alarms(
        "Wasserstein over standard deviation >= 0.1",
        String.format(Locale.ROOT, "normal, 10,000 against %,d", rows),
        usual,
        ours);
  }

  private static Alarms naturalJensenShannon(int kinds, int rows, int replicates) {
    int usual = 0;
    int ours = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      long[] reference = kinds(random, kinds, 10_000);
      long[] current = kinds(random, kinds, rows);
      double bits = CellDistance.JENSEN_SHANNON.between(cells(reference, current));
      usual += bits * Math.sqrt(Math.log(2)) >= 0.1 ? 1 : 0;
      ours += drifts(reference, current);
    }
    return new Alarms(
        "Jensen-Shannon (natural) >= 0.1",
        String.format(Locale.ROOT, "%d kinds, 10,000 against %,d", kinds, rows),
        usual,
        ours);
  }

  private static Alarms stabilityIndex(int rows, int replicates) {
    int usual = 0;
    int ours = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      var before = NumericSample.of(normal(random, 10_000));
      var now = NumericSample.of(normal(random, rows));
      var cells = Cells.ofNumbers(before, now, 10);
      usual += CellDistance.STABILITY_INDEX.between(cells) >= 0.1 ? 1 : 0;
      ours += drifts(new Column.Numbers("x", before, now));
    }
    return new Alarms(
        "stability index of deciles >= 0.1",
        String.format(Locale.ROOT, "normal, 10,000 against %,d", rows),
        usual,
        ours);
  }

  private static int drifts(Column column) {
    return RULE.judge(List.of(column)).getFirst().values() instanceof DriftVerdict.Drift ? 1 : 0;
  }

  private static int drifts(long[] reference, long[] current) {
    return drifts(new Column.Categories("k", sample(reference), sample(current)));
  }

  private static CategorySample sample(long[] counts) {
    var sample = new TreeMap<String, Long>();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        sample.put("kind " + k, counts[k]);
      }
    }
    return new CategorySample(sample, 0);
  }

  private static Cells cells(long[] reference, long[] current) {
    return Cells.of(
        IntStream.range(0, reference.length).mapToObj(k -> "kind " + k).toList(),
        reference,
        current);
  }

  private static long[] kinds(Random random, int kinds, int rows) {
    var counts = new long[kinds];
    for (int i = 0; i < rows; i++) {
      counts[random.nextInt(kinds)]++;
    }
    return counts;
  }

  private static double[] normal(Random random, int rows) {
    return IntStream.range(0, rows).mapToDouble(i -> random.nextGaussian()).toArray();
  }
}
