package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The rule that a chunk alarms beyond the mean and three standard deviations of ten chunks of the
 * reference, each compared with the whole reference (as NannyML), where nothing drifts, and ours on
 * the same rows.
 */
final class ChunkThresholdTest {
  private static final int SOAK = Replicates.times(1_000);
  private static final int SOAK_OF_OURS = Replicates.times(400);
  private static final int CHUNKS = 10;
  private static final int LATER = 12;

  /** A distance of a chunk from the reference. */
  private enum Distance {
    KOLMOGOROV_SMIRNOV("Kolmogorov-Smirnov, mean and three deviations"),
    WASSERSTEIN("Wasserstein, the same"),
    JENSEN_SHANNON("Jensen-Shannon, the same");

    private final String rule;

    Distance(String rule) {
      this.rule = rule;
    }

    double between(NumericSample reference, NumericSample chunk) {
      return switch (this) {
        case KOLMOGOROV_SMIRNOV -> KolmogorovSmirnov.distance(reference, chunk);
        case WASSERSTEIN -> Wasserstein.distance(reference, chunk);
        case JENSEN_SHANNON ->
            CellDistance.JENSEN_SHANNON.between(Cells.ofNumbers(reference, chunk, 20));
      };
    }
  }

  /** How often later chunks alarmed, of all, and how often any of twelve. */
  private static final class Count {
    private int published;
    private int anyPublished;
    private int leftOut;
  }

  private static Count count(Distance distance, int rows, int replicates) {
    var count = new Count();
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      double[] all = random.doubles((long) rows * CHUNKS).map(Math::sqrt).toArray();
      var reference = NumericSample.of(all);
      var inside = new double[CHUNKS];
      var apart = new double[CHUNKS];
      for (int chunk = 0; chunk < CHUNKS; chunk++) {
        var of = NumericSample.of(Arrays.copyOfRange(all, chunk * rows, (chunk + 1) * rows));
        inside[chunk] = distance.between(reference, of);
        apart[chunk] = distance.between(without(all, chunk, rows), of);
      }
      double published = mean(inside) + 3 * deviation(inside, CHUNKS);
      // The prediction bound of one more from ten, each compared with what it is no part of.
      double bound =
          mean(apart)
              + TDistribution.of(CHUNKS - 1.0).inverseSurvivalProbability(0.00135)
                  * deviation(apart, CHUNKS - 1)
                  * Math.sqrt(1 + 1.0 / CHUNKS);
      boolean any = false;
      for (int later = 0; later < LATER; later++) {
        var chunk = sample(random, rows);
        double seen = distance.between(reference, chunk);
        count.published += seen > published ? 1 : 0;
        count.leftOut += seen > bound ? 1 : 0;
        any |= seen > published;
      }
      count.anyPublished += any ? 1 : 0;
    }
    return count;
  }

  private static NumericSample without(double[] all, int chunk, int rows) {
    double[] rest = new double[all.length - rows];
    System.arraycopy(all, 0, rest, 0, chunk * rows);
    System.arraycopy(all, (chunk + 1) * rows, rest, chunk * rows, rest.length - chunk * rows);
    return NumericSample.of(rest);
  }

  private static double mean(double[] of) {
    return Arrays.stream(of).average().orElseThrow();
  }

  private static double deviation(double[] of, int by) {
    double mean = mean(of);
    return Math.sqrt(Arrays.stream(of).map(x -> (x - mean) * (x - mean)).sum() / by);
  }

  @Test
  void threeDeviationsOfTenChunksAlarmMoreOftenThanTheirName() {
    var count = count(Distance.KOLMOGOROV_SMIRNOV, 100, 60);

    assertThat((double) count.published / (60 * LATER)).isBetween(0.02, 0.12);
  }

  @Tag("soak")
  @Test
  void tableOfChunks() {
    try (var table =
        SimulatedTable.of(
            "alarms-of-chunk-thresholds",
            "rule",
            "rows a chunk",
            "alarms",
            "any of twelve",
            "left out, with Student's bound")) {
      for (int rows : new int[] {200, 1_000}) {
        for (var distance : Distance.values()) {
          published(table, distance, rows);
        }
        ours(table, rows);
      }
    }
  }

  private static void published(SimulatedTable table, Distance distance, int rows) {
    var count = count(distance, rows, SOAK);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %,d | %s | %s | %s",
            distance.rule,
            rows,
            Replicates.share(count.published, SOAK * LATER),
            Replicates.share(count.anyPublished, SOAK),
            Replicates.share(count.leftOut, SOAK * LATER)));
    // References are independent, chunks of one are not.
    assertThat(count.anyPublished)
        .isBetween(Replicates.atLeast(0.25, SOAK), Replicates.atMost(0.6, SOAK));
  }

  // Each chunk against the whole reference, by the rule that is shipped.
  private static void ours(SimulatedTable table, int rows) {
    int drifts = 0;
    int any = 0;
    for (int replicate = 0; replicate < SOAK_OF_OURS; replicate++) {
      var random = Replicates.random(replicate);
      var reference = sample(random, rows * CHUNKS);
      int before = drifts;
      for (int later = 0; later < LATER; later++) {
        var column = new Column.Numbers("x", reference, sample(random, rows));
        var verdict = DriftRule.USUAL.judge(List.of(column)).getFirst().values();
        drifts += verdict instanceof DriftVerdict.Drift ? 1 : 0;
      }
      any += drifts > before ? 1 : 0;
    }
    table.row(
        String.format(
            Locale.ROOT,
            "DriftRule.USUAL | %,d | %s | %s |",
            rows,
            Replicates.share(drifts, SOAK_OF_OURS * LATER),
            Replicates.share(any, SOAK_OF_OURS)));
    assertThat(drifts).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK_OF_OURS * LATER));
  }

  private static NumericSample sample(Random random, int rows) {
    return NumericSample.of(random.doubles(rows).map(Math::sqrt).toArray());
  }
}
