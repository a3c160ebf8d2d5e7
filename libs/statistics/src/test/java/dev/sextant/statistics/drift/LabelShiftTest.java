package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Shares of classes from predictions alone. */
final class LabelShiftTest {

  private static double[] shares(LabelShift.Result result) {
    return ((LabelShift.Result.Shares) result).shares();
  }

  @Example
  void goldenVector() {
    long[][] confusion = {{450, 100}, {50, 400}};

    var result =
        (LabelShift.Result.Shares) LabelShift.bySolving(confusion, new long[] {35, 65}, 30);

    assertThat(result.weights())
        .containsExactly(new double[] {0.4285714286, 1.5714285714}, within(1e-9));
    assertThat(result.shares())
        .containsExactly(new double[] {0.2142857143, 0.7857142857}, within(1e-9));
  }

  @Property
  void whatHasNotChangedKeepsItsShares(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int classes) {
    var random = new Random(seed);
    var confusion = new long[classes][classes];
    var predicted = new long[classes];
    var truth = new double[classes];
    double rows = 0;
    for (int p = 0; p < classes; p++) {
      for (int c = 0; c < classes; c++) {
        confusion[p][c] = p == c ? 500 + random.nextInt(500) : random.nextInt(60);
        predicted[p] += confusion[p][c];
        truth[c] += confusion[p][c];
        rows += confusion[p][c];
      }
    }
    double all = rows;

    double[] shares = shares(LabelShift.bySolving(confusion, predicted, 30));

    assertThat(shares)
        .containsExactly(Arrays.stream(truth).map(t -> t / all).toArray(), within(1e-9));
  }

  /** Both ways find the shares that rows were drawn with, from shares that were others. */
  @Property(tries = 20)
  void sharesAreFoundAgain(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.9) double share) {
    var random = new Random(seed);
    double[] prior = {0.5, 0.5};
    var confusion = new long[2][2];
    for (int i = 0; i < 20_000; i++) {
      int truth = i % 2;
      confusion[posterior(random, truth) > 0.5 ? 1 : 0][truth]++;
    }
    var predicted = new long[2];
    var probability = new double[20_000][];
    for (int i = 0; i < probability.length; i++) {
      double p = posterior(random, random.nextDouble() < share ? 1 : 0);
      predicted[p > 0.5 ? 1 : 0]++;
      probability[i] = new double[] {1 - p, p};
    }

    assertThat(shares(LabelShift.bySolving(confusion, predicted, 30))[1])
        .isCloseTo(share, within(0.04));
    assertThat(shares(LabelShift.byLikelihood(prior, probability))[1])
        .isCloseTo(share, within(0.03));
  }

  // The probability of class 1 under equal shares, of a normal value around -1 or 1.
  private static double posterior(Random random, int truth) {
    double x = random.nextGaussian() + 2 * truth - 1;
    return 1 / (1 + Math.exp(-2 * x));
  }

  @Property
  void likelihoodRisesAndSharesAddUp(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int rows) {
    var random = new Random(seed);
    double[] prior = {0.2, 0.3, 0.5};
    var probability = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double[] raw = random.doubles(3).map(x -> x * x).toArray();
      double sum = Arrays.stream(raw).sum();
      probability[i] = Arrays.stream(raw).map(x -> x / sum).toArray();
    }

    if (LabelShift.byLikelihood(prior, probability) instanceof LabelShift.Result.Shares found) {
      assertThat(Arrays.stream(found.shares()).sum()).isCloseTo(1, within(1e-9));
      assertThat(logLikelihood(prior, probability, found.weights()))
          .isGreaterThanOrEqualTo(logLikelihood(prior, probability, new double[] {1, 1, 1}) - 1e-9);
    }
  }

  private static double logLikelihood(double[] prior, double[][] probability, double[] weights) {
    double sum = 0;
    for (double[] row : probability) {
      double whole = 0;
      for (int c = 0; c < prior.length; c++) {
        whole += weights[c] * row[c];
      }
      sum += Math.log(whole);
    }
    return sum;
  }

  @Example
  void whatCannotBeToldIsSaid() {
    assertThat(LabelShift.bySolving(new long[][] {{50, 50}, {50, 50}}, new long[] {1, 1}, 30))
        .isEqualTo(
            new LabelShift.Result.Unknown(
                "predictions tell the classes apart too badly to be turned into shares"));
    assertThat(LabelShift.bySolving(new long[][] {{501, 500}, {500, 501}}, new long[] {1, 1}, 30))
        .isInstanceOf(LabelShift.Result.Unknown.class);
    assertThat(LabelShift.bySolving(new long[][] {{50, 2}, {3, 20}}, new long[] {1, 1}, 30))
        .isEqualTo(
            new LabelShift.Result.Unknown(
                "class 1 has 22 rows in the reference, 30 are asked for"));
    assertThat(LabelShift.bySolving(new long[2][2], new long[] {1, 1}, 30))
        .isEqualTo(new LabelShift.Result.Unknown("there are no rows"));
    assertThat(LabelShift.byLikelihood(new double[] {0.5, 0.5}, new double[0][]))
        .isEqualTo(new LabelShift.Result.Unknown("there are no rows"));
    assertThatThrownBy(() -> LabelShift.bySolving(new long[1][2], new long[2], 30))
        .hasMessage("2 classes and 1 lines do not fit");
    assertThatThrownBy(() -> LabelShift.byLikelihood(new double[] {0, 1}, new double[0][]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> LabelShift.byLikelihood(new double[] {0.5, 0.5}, new double[][] {{0, 0}}))
        .hasMessage("a row holds probabilities of 2 classes that add up to 1");
  }

  @Property
  void aMatrixTimesItsInverseIsOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    var random = new Random(seed);
    var matrix = new double[n][];
    for (int i = 0; i < n; i++) {
      matrix[i] = random.doubles(n, -1, 1).toArray();
      matrix[i][i] += 3 * n;
    }

    var inverse = Matrices.inverse(matrix).orElseThrow();

    for (int i = 0; i < n; i++) {
      var unit = new double[n];
      unit[i] = 1;
      assertThat(Matrices.times(matrix, Matrices.times(inverse, unit)))
          .containsExactly(unit, within(1e-9));
    }
    assertThat(Matrices.inverse(new double[][] {{0, 1}, {0, 2}})).isEmpty();
    assertThat(Matrices.inverse(new double[][] {{0, 1}, {1, 0}})).isPresent();
  }
}
