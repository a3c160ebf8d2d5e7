package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Probabilities, whether they mean what they say, and what makes them. */
final class CalibrationTest {
  private static final double[] PROBABILITY = {.05, .15, .15, .35, .45, .55, .65, .85, .95, .95};
  private static final boolean[] EVENT = {
    false, false, true, false, true, false, true, true, true, false
  };

  private static double value(Estimate estimate) {
    return ((Estimate.Value) estimate).value();
  }

  private static boolean[] draw(double[] probability, Random random) {
    var event = new boolean[probability.length];
    for (int i = 0; i < event.length; i++) {
      event[i] = random.nextDouble() < probability[i];
    }
    return event;
  }

  @Example
  void goldenVector() {
    var bins = Calibration.equalWidth(EVENT, PROBABILITY, 10);

    assertThat(value(Calibration.expectedError(bins))).isCloseTo(0.36, within(1e-12));
    assertThat(value(Calibration.largestError(bins))).isCloseTo(0.55, within(1e-12));
    assertThat(Calibration.brier(EVENT, PROBABILITY).orElseThrow().score())
        .isCloseTo(0.2525, within(1e-12));
  }

  @Property
  void partsOfTheBrierScoreAddUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int rows) {
    var random = new Random(seed);
    double[] probability = random.ints(rows, 0, 6).mapToDouble(i -> i / 5.0).toArray();

    var brier = Calibration.brier(draw(probability, random), probability).orElseThrow();

    assertThat(brier.reliability() - brier.resolution() + brier.uncertainty())
        .isCloseTo(brier.score(), within(1e-12));
    assertThat(brier.resolution()).isBetween(-1e-12, brier.uncertainty() + 1e-12);
  }

  @Property
  void rowsOfEqualProbabilityStayTogether(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int bins) {
    var random = new Random(seed);
    double[] probability = random.ints(50, 0, 7).mapToDouble(i -> i / 6.0).toArray();
    boolean[] event = draw(probability, random);
    int[] order = IntStream.range(0, 50).map(i -> 49 - i).toArray();
    double[] turned = Arrays.stream(order).mapToDouble(i -> probability[i]).toArray();
    var turnedEvent = new boolean[50];
    for (int i = 0; i < 50; i++) {
      turnedEvent[i] = event[order[i]];
    }

    var list = Calibration.equalCount(event, probability, bins);

    assertThat(list.stream().mapToInt(Calibration.Bin::rows).sum()).isEqualTo(50);
    assertThat(list.size()).isLessThanOrEqualTo(bins);
    assertThat(value(Calibration.expectedError(Calibration.equalCount(turnedEvent, turned, bins))))
        .isCloseTo(value(Calibration.expectedError(list)), within(1e-12));
  }

  @Example
  void binsOfDistinctProbabilitiesAreEqual() {
    double[] probability = IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();

    assertThat(Calibration.equalCount(new boolean[100], probability, 10))
        .extracting(Calibration.Bin::rows)
        .containsOnly(10)
        .hasSize(10);
  }

  @Example
  void aRightModelSeldomExceedsWhatItsRowsExplain() {
    var random = new Random(5);
    int exceeds = 0;
    for (int i = 0; i < 200; i++) {
      double[] probability = random.doubles(150).toArray();
      double error =
          value(
              Calibration.expectedError(
                  Calibration.equalWidth(draw(probability, random), probability, 15)));
      double floor = value(Calibration.expectedErrorIfRight(probability, 15, 0.95, 200, i));
      exceeds += error > floor ? 1 : 0;
      assertThat(floor).isGreaterThan(0.06);
    }

    // Binomial(200, 0.05) exceeds 22 with a chance below 1e-4; the quantile of 200 draws adds some.
    assertThat(exceeds).isBetween(1, 24);
  }

  @Example
  void noRowsHaveNoError() {
    var none = Calibration.equalWidth(new boolean[0], new double[0], 10);

    assertThat(Calibration.expectedError(none)).isInstanceOf(Estimate.Undefined.class);
    assertThat(Calibration.largestError(none)).isInstanceOf(Estimate.Undefined.class);
    assertThat(Calibration.expectedErrorIfRight(new double[0], 10, 0.95, 10, 1))
        .isInstanceOf(Estimate.Undefined.class);
    assertThat(Calibration.brier(new boolean[0], new double[0])).isEmpty();
    assertThatThrownBy(() -> Calibration.equalWidth(new boolean[1], new double[] {1.2}, 3))
        .hasMessage("row 0 is 1.2, which is no probability");
  }

  @Example
  void temperatureOfTheGoldenVector() {
    double[][] logits = {{2, 0, 0}, {1, 1.5, 0}, {0, 3, 1}, {2, 1, 0}};
    int[] truth = {0, 0, 1, 2};

    var fit = Temperature.fit(logits, truth);

    assertThat(fit.value()).isCloseTo(1.5971773098, within(1e-6));
    assertThat(fit.logLoss()).isCloseTo(0.9331938713, within(1e-9));
    assertThat(fit.atBound()).isFalse();
    assertThat(Arrays.stream(fit.softmax(logits[0])).sum()).isCloseTo(1, within(1e-12));
  }

  @Example
  void aTemperatureAtItsBoundIsMarked() {
    double[][] logits = {{1, 0}, {0, 1}};

    assertThat(Temperature.fit(logits, new int[] {0, 1}).atBound()).isTrue();
    assertThat(Temperature.fit(logits, new int[] {1, 0}).atBound()).isTrue();
    assertThatThrownBy(() -> Temperature.fit(new double[0][], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void isotonicRisesKeepsTheMeanAndFitsNoWorse(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rows) {
    var random = new Random(seed);
    double[] score = random.ints(rows, 0, 10).asDoubleStream().toArray();
    double[] truth = random.ints(rows, 0, 2).asDoubleStream().toArray();

    var fit = Isotonic.fit(score, truth);

    double before = Double.NEGATIVE_INFINITY;
    for (double at = -1; at <= 11; at += 0.25) {
      assertThat(fit.at(at)).isGreaterThanOrEqualTo(before).isBetween(0.0, 1.0);
      before = fit.at(at);
    }
    double[] fitted = Arrays.stream(score).map(fit::at).toArray();
    assertThat(Arrays.stream(fitted).sum()).isCloseTo(Arrays.stream(truth).sum(), within(1e-9));
    double mean = Arrays.stream(truth).average().orElseThrow();
    assertThat(squares(fitted, truth))
        .isLessThanOrEqualTo(Arrays.stream(truth).map(t -> (t - mean) * (t - mean)).sum() + 1e-9);
  }

  private static double squares(double[] fitted, double[] truth) {
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> (fitted[i] - truth[i]) * (fitted[i] - truth[i]))
        .sum();
  }

  @Example
  void isotonicOfRisingTruthIsTheTruth() {
    var fit = Isotonic.fit(new double[] {1, 2, 4, -1e308, 1e308}, new double[] {1, 2, 8, 0, 9});

    for (var at : List.of(1.0, 2.0, 8.0)) {
      double score = at == 8 ? 4 : at;
      assertThat(fit.at(score)).isEqualTo(at);
    }
    assertThat(fit.at(3)).isEqualTo(5);
    assertThat(fit.at(1e308)).isEqualTo(9);
    assertThat(fit.at(0)).isBetween(0.0, 1.0);
  }

  @Property
  void accuracyAtFullCoverageIsTheAccuracy(@ForAll long seed) {
    var random = new Random(seed);
    double[] confidence = random.ints(30, 0, 5).asDoubleStream().toArray();
    boolean[] right = draw(random.doubles(30).toArray(), random);
    int[] weights = random.ints(30, 0, 3).toArray();
    long hits = 0;
    long rows = 0;
    for (int i = 0; i < 30; i++) {
      hits += right[i] ? weights[i] : 0;
      rows += weights[i];
    }

    Estimate all = new AccuracyAtCoverage(right, confidence, 1).estimate(weights);

    if (rows > 0) {
      assertThat(value(all)).isCloseTo((double) hits / rows, within(1e-12));
    }
  }

  @Example
  void theMostConfidentRowsCountAndTiesInProportion() {
    boolean[] right = {true, false, true, false};
    double[] confidence = {0.9, 0.5, 0.5, 0.1};

    assertThat(value(new AccuracyAtCoverage(right, confidence, 0.25).estimate())).isEqualTo(1);
    assertThat(value(new AccuracyAtCoverage(right, confidence, 0.5).estimate())).isEqualTo(0.75);
    assertThat(value(new AccuracyAtCoverage(right, confidence, 1).estimate())).isEqualTo(0.5);
    assertThat(new AccuracyAtCoverage(new boolean[0], new double[0], 0.5).estimate())
        .isInstanceOf(Estimate.Undefined.class);
  }
}
