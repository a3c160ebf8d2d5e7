package dev.sextant.statistics.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.PeerTest;
import dev.sextant.statistics.drift.Cells;
import dev.sextant.statistics.evaluation.Estimate;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random counts and generations, of which numpy and scipy must say the same. */
final class FeedbackPeersTest extends PeerTest {
  private final Random random = new Random(20_261_131);

  FeedbackPeersTest() {
    super("/peers/feedback.py", "numpy, scipy");
  }

  private static double value(Estimate estimate) {
    return ((Estimate.Value) estimate).value();
  }

  @Test
  void concentrationOfExposures() {
    for (int i = 0; i < 20; i++) {
      long[] counts = random.longs(2 + random.nextInt(40), 0, 30).toArray();
      counts[0] += 2;
      var shown = new TreeMap<String, Long>();
      IntStream.range(0, counts.length)
          .filter(item -> counts[item] > 0)
          .forEach(item -> shown.put("item " + item, counts[item]));
      var exposures = new Exposures(shown, counts.length);

      assertThat(peers().ask("concentration", counts))
          .containsExactly(
              new double[] {
                value(exposures.gini()),
                value(exposures.herfindahl()),
                value(exposures.repeats()),
                value(exposures.coverage()),
                value(exposures.entropy())
              },
              within(1e-9));
    }
  }

  @Test
  void divergencesOfGenerations() {
    for (int i = 0; i < 20; i++) {
      int kinds = 2 + random.nextInt(10);
      long[] before = random.longs(kinds, 1, 90).toArray();
      long[] now = random.longs(kinds, 0, 90).toArray();
      now[0]++;
      var names = IntStream.range(0, kinds).mapToObj(kind -> "kind " + kind).toList();

      var shift = PredictionShift.of(Cells.of(names, before, now), 0.95, 20, 1).orElseThrow();

      double[] peer = peers().ask("divergences", before, now);
      assertThat(shift.divergence()).isCloseTo(peer[0], within(1e-9));
      assertThat(shift.distance()).isCloseTo(peer[1], within(1e-9));
    }
  }

  @Test
  void slopesOfGenerations() {
    for (int i = 0; i < 20; i++) {
      double[] metric = random.doubles(5 + random.nextInt(20)).toArray();
      var evidence =
          switch (new GenerationTrend(0, 0.05).judge(metric)) {
            case GenerationTrend.Result.Growing(var numbers) -> numbers;
            case GenerationTrend.Result.Steady(var numbers) -> numbers;
            case GenerationTrend.Result.Inconclusive open -> open.evidence().orElseThrow();
          };

      double[] peer = peers().ask("slope", metric);
      assertThat(evidence.statistic()).as(Arrays.toString(metric)).isCloseTo(peer[0], within(1e-9));
      // Exact where the lower bound says "growing", as Kendall's exact test does.
      assertThat(evidence.inputs().get("lower") > 0).isEqualTo(peer[1] <= 0.05);
    }
  }
}
