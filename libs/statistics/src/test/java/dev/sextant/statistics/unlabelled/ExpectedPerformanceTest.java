package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.evaluation.BinaryMetrics;
import dev.sextant.statistics.evaluation.Estimate;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What calibrated probabilities let expect, against what labels then show. */
final class ExpectedPerformanceTest {

  private static double value(Estimate estimate) {
    return ((Estimate.Value) estimate).value();
  }

  private static boolean[] above(double[] probability, double threshold) {
    var called = new boolean[probability.length];
    for (int i = 0; i < called.length; i++) {
      called[i] = probability[i] >= threshold;
    }
    return called;
  }

  @Example
  void goldenVector() {
    double[] p = {.05, .15, .15, .35, .45, .55, .65, .85, .95, .95};

    var expected = ExpectedPerformance.of(p, above(p, 0.5));

    assertThat(value(expected.accuracy())).isCloseTo(0.78, within(1e-12));
    assertThat(value(expected.precision())).isCloseTo(0.79, within(1e-12));
    assertThat(value(expected.recall())).isCloseTo(0.7745098039, within(1e-9));
    assertThat(value(ExpectedPerformance.auc(p, p))).isCloseTo(0.8641456583, within(1e-9));
  }

  @Property
  void certainProbabilitiesGiveTheMetricsOfTheirLabels(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rows) {
    var random = new Random(seed);
    double[] truth = random.ints(rows, 0, 2).asDoubleStream().toArray();
    double[] score = random.ints(rows, 0, 6).asDoubleStream().toArray();
    boolean[] positive = above(truth, 1);

    var auc = ExpectedPerformance.auc(truth, score);

    if (BinaryMetrics.auc(positive, score).estimate() instanceof Estimate.Value(var realized)) {
      assertThat(value(auc)).isCloseTo(realized, within(1e-12));
    } else {
      assertThat(auc).isInstanceOf(Estimate.Undefined.class);
    }
    var expected = ExpectedPerformance.of(truth, above(score, 3));
    assertThat(expected.accuracyError()).isZero();
    assertThat(value(expected.accuracy()))
        .isCloseTo(value(BinaryMetrics.accuracy(positive, score, 3).estimate()), within(1e-12));
  }

  @Example
  void labelsThatComeLieWithinTheErrorAsOftenAsTheyShould() {
    var random = new Random(1);
    int inside = 0;
    double far = 0;
    for (int i = 0; i < 400; i++) {
      double[] p = random.doubles(300).toArray();
      boolean[] called = above(p, 0.6);
      var expected = ExpectedPerformance.of(p, called);
      int right = 0;
      for (int r = 0; r < p.length; r++) {
        right += (random.nextDouble() < p[r]) == called[r] ? 1 : 0;
      }
      double gap = right / 300.0 - value(expected.accuracy());
      inside += Math.abs(gap) <= 1.96 * expected.accuracyError() ? 1 : 0;
      far += gap;
    }

    // Binomial(400, 0.95) lies within these but for a chance of about 1e-4 each.
    assertThat(inside).isBetween(361, 395);
    assertThat(far / 400).isCloseTo(0, within(0.006));
  }

  @Example
  void whatIsUndefinedIsSaidInWords() {
    var none = ExpectedPerformance.of(new double[0], new boolean[0]);

    assertThat(none.accuracy()).isEqualTo(new Estimate.Undefined("there are no rows"));
    assertThat(ExpectedPerformance.of(new double[] {0.5}, new boolean[1]).precision())
        .isEqualTo(new Estimate.Undefined("no row is called positive"));
    assertThat(ExpectedPerformance.of(new double[] {0}, new boolean[1]).recall())
        .isEqualTo(new Estimate.Undefined("no row can be positive"));
    assertThat(ExpectedPerformance.of(new double[] {0}, new boolean[1]).f1())
        .isInstanceOf(Estimate.Undefined.class);
    assertThat(ExpectedPerformance.auc(new double[] {1}, new double[] {3}))
        .isInstanceOf(Estimate.Undefined.class);
  }
}
