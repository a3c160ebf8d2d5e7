package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.PeerTest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Random rows, of which scikit-learn, fairlearn, scipy and statsmodels must say the same. */
final class EvaluationPeersTest extends PeerTest {
  private static final int CASES = 30;
  private static final Offset<Double> CLOSE = within(1e-9);

  private final Random random = new Random(20_260_601);

  EvaluationPeersTest() {
    super("/peers/evaluation.py", "numpy, scipy, sklearn, statsmodels, fairlearn");
  }

  private static double value(Statistic statistic) {
    return ((Estimate.Value) statistic.estimate()).value();
  }

  private double[] numbers(int count) {
    return random.doubles(count).toArray();
  }

  // Few different numbers, so that ties are common.
  private double[] coarse(int count) {
    return random.ints(count, 0, 8).mapToDouble(i -> i / 8.0).toArray();
  }

  private boolean[] truths(int count) {
    var truths = new boolean[count];
    for (int i = 0; i < count; i++) {
      truths[i] = random.nextBoolean();
    }
    return truths;
  }

  private static int[] bits(boolean[] truths) {
    return IntStream.range(0, truths.length).map(i -> truths[i] ? 1 : 0).toArray();
  }

  @Test
  void multiclassMetrics() {
    for (int i = 0; i < CASES; i++) {
      int rows = 20 + random.nextInt(200);
      int classes = 3 + random.nextInt(3);
      int[] truth =
          IntStream.range(0, rows).map(r -> r < classes ? r : random.nextInt(classes)).toArray();
      var probability = new double[rows][];
      for (int r = 0; r < rows; r++) {
        double[] raw = numbers(classes);
        double sum = Arrays.stream(raw).sum();
        probability[r] = Arrays.stream(raw).map(p -> p / sum).toArray();
      }
      int[] predicted = Arrays.stream(probability).mapToInt(EvaluationPeersTest::largest).toArray();

      double[] peer = peers().ask("multiclass", truth, probability, 2);

      assertThat(
              new double[] {
                value(MulticlassMetrics.accuracy(truth, predicted)),
                value(MulticlassMetrics.balancedAccuracy(truth, predicted)),
                value(MulticlassMetrics.macroF1(truth, predicted)),
                value(MulticlassMetrics.matthews(truth, predicted)),
                value(MulticlassMetrics.logLoss(truth, probability)),
                value(MulticlassMetrics.topK(truth, probability, 2)),
                value(MulticlassMetrics.macroAuc(truth, probability))
              })
          .containsExactly(peer, CLOSE);
    }
  }

  private static int largest(double[] values) {
    return IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
  }

  @Test
  void rankings() {
    for (int i = 0; i < CASES; i++) {
      int items = 2 + random.nextInt(15);
      double[] relevance = random.ints(items, 0, 4).asDoubleStream().toArray();
      relevance[0] = 1;
      double[] tied = coarse(items);
      double[] distinct = numbers(items);
      int k = 1 + random.nextInt(items);

      assertThat(value(RankingMetrics.ndcg(query(relevance, tied), k)))
          .isCloseTo(peers().ask("ndcg", relevance, tied, k)[0], CLOSE);
      assertThat(value(RankingMetrics.averagePrecision(query(relevance, distinct))))
          .isCloseTo(peers().ask("average_precision", relevance, distinct)[0], CLOSE);
    }
  }

  private static List<RankingMetrics.Query> query(double[] relevance, double[] score) {
    return List.of(new RankingMetrics.Query(relevance, score));
  }

  @Test
  void exactBoundsAndPairedTests() {
    for (int i = 0; i < CASES; i++) {
      int trials = 1 + random.nextInt(500);
      int events = random.nextInt(4) == 0 ? 0 : random.nextInt(trials + 1);
      double rate = 0.001 + 0.2 * random.nextDouble();
      double[] bounds = peers().ask("clopper_pearson", events, trials, rate);
      assertThat(ClopperPearson.lower(events, trials, rate)).isCloseTo(bounds[0], CLOSE);
      assertThat(ClopperPearson.upper(events, trials, rate)).isCloseTo(bounds[1], CLOSE);

      var pair = new McNemar(1 + random.nextInt(60), random.nextInt(60));
      double[] p = peers().ask("mcnemar", pair.onlyFirst(), pair.onlySecond());
      assertThat(pair.exact()).isCloseTo(p[0], CLOSE);
      if (pair.onlyFirst() != pair.onlySecond()) {
        // Of equal counts statsmodels takes the correction for a difference.
        assertThat(pair.corrected()).isCloseTo(p[1], CLOSE);
      }

      double[] pValues = random.nextBoolean() ? numbers(12) : coarse(12);
      assertThat(BenjaminiHochberg.adjusted(pValues))
          .containsExactly(peers().ask("adjusted", pValues), CLOSE);
    }
  }

  @Test
  void calibration() {
    for (int i = 0; i < CASES; i++) {
      int rows = 5 + random.nextInt(300);
      boolean[] event = truths(rows);
      double[] probability = random.nextBoolean() ? numbers(rows) : coarse(rows);
      int bins = 1 + random.nextInt(20);

      var brier = Calibration.brier(event, probability).orElseThrow();
      assertThat(brier.score()).isCloseTo(peers().ask("brier", bits(event), probability)[0], CLOSE);
      var error = Calibration.expectedError(Calibration.equalWidth(event, probability, bins));
      assertThat(((Estimate.Value) error).value())
          .isCloseTo(peers().ask("calibration_error", bits(event), probability, bins)[0], CLOSE);

      double[] at = numbers(20);
      double[] truth = Arrays.stream(bits(event)).asDoubleStream().toArray();
      var fit = Isotonic.fit(probability, truth);
      assertThat(Arrays.stream(at).map(fit::at).toArray())
          .containsExactly(peers().ask("isotonic_fit", probability, truth, at), within(1e-6));
    }
  }

  @Test
  void temperature() {
    for (int i = 0; i < CASES; i++) {
      int rows = 30 + random.nextInt(100);
      var logits = new double[rows][];
      int[] truth = random.ints(rows, 0, 4).toArray();
      for (int r = 0; r < rows; r++) {
        logits[r] = random.doubles(4, -4, 4).toArray();
        logits[r][truth[r]] += 3;
      }

      double[] peer = peers().ask("temperature", logits, truth);

      var fit = Temperature.fit(logits, truth);
      assertThat(fit.value()).isCloseTo(peer[0], within(1e-5));
      assertThat(fit.logLoss()).isCloseTo(peer[1], CLOSE);
    }
  }

  @Test
  void gapsBetweenGroups() {
    for (int i = 0; i < CASES; i++) {
      int rows = 60 + random.nextInt(200);
      int groups = 2 + random.nextInt(3);
      int[] group = IntStream.range(0, rows).map(r -> r % groups).toArray();
      boolean[] positive = truths(rows);
      boolean[] selected = truths(rows);

      double[] peer = peers().ask("fairness", group, bits(positive), bits(selected));

      assertThat(
              new double[] {
                value(GroupGap.ofSelection(group, selected)),
                value(GroupGap.ofOdds(group, positive, selected)),
                value(GroupGap.ofOpportunity(group, positive, selected))
              })
          .containsExactly(peer, CLOSE);
    }
  }

  @Test
  void differencesOfSlices() {
    for (int i = 0; i < CASES; i++) {
      int units = 80 + random.nextInt(50);
      int rows = units * 3;
      int[] unit = IntStream.range(0, rows).map(r -> r % units).toArray();
      double[] own = random.doubles(units).toArray();
      double[] loss =
          IntStream.range(0, rows).mapToDouble(r -> own[unit[r]] + random.nextDouble()).toArray();
      boolean[] member = truths(rows);

      double[] peer = peers().ask("slice_difference", bits(member), loss, unit);

      var slice =
          (Slices.Slice.Compared) new Slices(loss, Units.of(unit), 1).declared("half", member);
      assertThat(slice.difference()).isCloseTo(peer[0], CLOSE);
      assertThat(slice.standardError()).isCloseTo(peer[1], CLOSE);
    }
  }
}
