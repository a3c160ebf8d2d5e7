package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for metrics of any rows. */
final class MetricsPropertyTest {

  /** Rows drawn from a seed; scores are coarse, so that ties are common. */
  private static final class Rows {
    private final double[] truth;
    private final double[] predicted;
    private final boolean[] positive;
    private final int[] weights;

    Rows(double[] truth, double[] predicted, boolean[] positive, int[] weights) {
      this.truth = truth;
      this.predicted = predicted;
      this.positive = positive;
      this.weights = weights;
    }

    static Rows of(long seed, int rows) {
      var random = new Random(seed);
      var truth = new double[rows];
      var predicted = new double[rows];
      var positive = new boolean[rows];
      var weights = new int[rows];
      for (int i = 0; i < rows; i++) {
        truth[i] = random.nextInt(7);
        predicted[i] = random.nextInt(11) / 10.0;
        positive[i] = random.nextBoolean();
        weights[i] = random.nextInt(4);
      }
      return new Rows(truth, predicted, positive, weights);
    }

    /** Each row repeated as often as its weight says. */
    Rows expanded() {
      int[] rows = new int[Arrays.stream(weights).sum()];
      int next = 0;
      for (int i = 0; i < weights.length; i++) {
        for (int k = 0; k < weights[i]; k++) {
          rows[next++] = i;
        }
      }
      var classes = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        classes[i] = positive[rows[i]];
      }
      return new Rows(
          Arrays.stream(rows).mapToDouble(i -> truth[i]).toArray(),
          Arrays.stream(rows).mapToDouble(i -> predicted[i]).toArray(),
          classes,
          new int[rows.length]);
    }
  }

  @Property
  void aucIsTheShareOfWonPairs(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Rows rows = Rows.of(seed, size);
    double wins = 0;
    int pairs = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        if (rows.positive[i] && !rows.positive[j]) {
          pairs++;
          int order = Double.compare(rows.predicted[i], rows.predicted[j]);
          wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }

    Estimate auc = BinaryMetrics.auc(rows.positive, rows.predicted).estimate();

    if (pairs == 0) {
      assertThat(auc).isInstanceOf(Estimate.Undefined.class);
    } else {
      assertThat(((Estimate.Value) auc).value()).isCloseTo(wins / pairs, within(1e-12));
    }
  }

  @Property
  void aWeightIsARepeatedRow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Rows rows = Rows.of(seed, size);
    Rows expanded = rows.expanded();

    assertSame(
        RegressionMetrics.rmse(rows.truth, rows.predicted).estimate(rows.weights),
        RegressionMetrics.rmse(expanded.truth, expanded.predicted).estimate());
    assertSame(
        RegressionMetrics.mae(rows.truth, rows.predicted).estimate(rows.weights),
        RegressionMetrics.mae(expanded.truth, expanded.predicted).estimate());
    assertSame(
        RegressionMetrics.r2(rows.truth, rows.predicted).estimate(rows.weights),
        RegressionMetrics.r2(expanded.truth, expanded.predicted).estimate());
    assertSame(
        BinaryMetrics.auc(rows.positive, rows.predicted).estimate(rows.weights),
        BinaryMetrics.auc(expanded.positive, expanded.predicted).estimate());
    assertSame(
        BinaryMetrics.logLoss(rows.positive, rows.predicted).estimate(rows.weights),
        BinaryMetrics.logLoss(expanded.positive, expanded.predicted).estimate());
  }

  private static void assertSame(Estimate actual, Estimate expected) {
    if (expected instanceof Estimate.Value value && actual instanceof Estimate.Value other) {
      assertThat(other.value())
          .isCloseTo(value.value(), within(1e-9 * Math.max(1, Math.abs(value.value()))));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Example
  void certainErrorsHaveAFiniteLogLoss() {
    var statistic = BinaryMetrics.logLoss(new boolean[] {true, false}, new double[] {0.0, 1.0});

    assertThat(statistic.estimate())
        .isEqualTo(new Estimate.Value(-StrictMath.log(BinaryMetrics.CLIP)));
  }

  @Example
  void aucOfOneClassSaysWhich() {
    var statistic = BinaryMetrics.auc(new boolean[] {true, true}, new double[] {0.1, 0.2});

    assertThat(statistic.estimate()).isEqualTo(new Estimate.Undefined("every row is positive"));
  }

  @Example
  void r2OfAConstantTruthIsUndefinedAlsoWhenItsMeanIsRounded() {
    double[] truth = {0.1, 0.1, 0.1};

    Estimate r2 = RegressionMetrics.r2(truth, new double[] {0.1, 0.2, 0.3}).estimate();

    assertThat(r2).isEqualTo(new Estimate.Undefined("the truth is the same in every row"));
  }

  @Example
  void negativeZeroTiesWithZero() {
    var statistic = BinaryMetrics.auc(new boolean[] {true, false}, new double[] {0.0, -0.0});

    assertThat(statistic.estimate()).isEqualTo(new Estimate.Value(0.5));
  }

  @Example
  void whatIsNoSampleIsRefused() {
    assertThatThrownBy(() -> RegressionMetrics.mae(new double[] {1}, new double[] {Double.NaN}))
        .hasMessage("row 0 is NaN; leave out rows without a value");
    assertThatThrownBy(() -> RegressionMetrics.mae(new double[1], new double[2]))
        .hasMessage("rows differ in number: 1 and 2");
    assertThatThrownBy(() -> BinaryMetrics.logLoss(new boolean[1], new double[] {1.5}))
        .hasMessage("row 0 is 1.5, which is no probability");
  }

  @Example
  void noRowsAndOverflowAreSaidInWords() {
    assertThat(RegressionMetrics.mae(new double[0], new double[0]).estimate())
        .isEqualTo(new Estimate.Undefined("there are no rows"));
    assertThat(RegressionMetrics.rmse(new double[] {1e308}, new double[] {-1e308}).estimate())
        .isEqualTo(new Estimate.Undefined("the numbers exceed the range of a double"));
  }
}
