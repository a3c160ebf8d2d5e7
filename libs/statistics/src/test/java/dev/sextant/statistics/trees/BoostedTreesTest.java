package dev.sextant.statistics.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Boosted trees, whatever they learn. */
final class BoostedTreesTest {
  private static final BoostedTrees SQUARED = new BoostedTrees(Loss.SQUARED, 100, 2, 0.1, 0, 20);
  private static final BoostedTrees LOGISTIC = new BoostedTrees(Loss.LOGISTIC, 50, 3, 0.1, 1, 5);

  private static double[][] rows(Random random, int rows, int columns) {
    var made = new double[rows][];
    Arrays.setAll(made, row -> random.doubles(columns).toArray());
    return made;
  }

  private static double[] of(double[][] rows, ToDoubleFunction<double[]> of) {
    return Arrays.stream(rows).mapToDouble(of).toArray();
  }

  private static TreeModel fit(BoostedTrees trees, double[][] rows, double[] target) {
    return trees.fit(BinnedColumns.of(rows), target);
  }

  private static double[] ones(int rows) {
    var ones = new double[rows];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** By hand: of three cuts the middle one gains most, and each leaf is the mean of its rows. */
  @Example
  void goldenTreeOfSquaredLoss() {
    double[][] rows = {{1}, {2}, {3}, {4}};
    double[] target = {1, 2, 7, 10};

    var learned = fit(new BoostedTrees(Loss.SQUARED, 1, 1, 1, 0, 1), rows, target);

    assertThat(of(rows, learned::score)).containsExactly(1.5, 1.5, 8.5, 8.5);
  }

  /** By hand: slopes of a half, curvatures of a quarter, a ridge of 1. */
  @Example
  void goldenTreeOfLogisticLoss() {
    double[][] rows = {{1}, {2}, {3}, {4}};
    double[] target = {0, 0, 1, 1};

    var learned = fit(new BoostedTrees(Loss.LOGISTIC, 1, 1, 1, 1, 0.25), rows, target);

    assertThat(of(rows, learned::score)).containsExactly(-2 / 3.0, -2 / 3.0, 2 / 3.0, 2 / 3.0);
  }

  @Example
  void oneTargetIsLearnedAsItIs() {
    double[][] rows = rows(Replicates.random(1), 100, 2);
    var targets = new double[100];
    Arrays.fill(targets, 3);

    assertThat(fit(SQUARED, rows, targets).score(new double[] {7, 7})).isCloseTo(3, within(1e-12));
  }

  @Example
  void whatTwoColumnsDoTogetherIsLearned() {
    double[][] rows = rows(Replicates.random(2), 2_000, 3);
    double[] targets = of(rows, row -> row[0] > 0.5 && row[1] > 0.5 ? 2 : 0);

    var learned = fit(SQUARED, rows, targets);

    assertThat(learned.score(new double[] {0.9, 0.9, 0.1})).isCloseTo(2, within(0.2));
    assertThat(learned.score(new double[] {0.1, 0.9, 0.1})).isCloseTo(0, within(0.2));
    var single = fit(new BoostedTrees(Loss.SQUARED, 100, 1, 0.1, 0, 20), rows, targets);
    assertThat(single.score(new double[] {0.9, 0.9, 0.1})).isLessThan(1.7);
  }

  @Example
  void oddsAreLearned() {
    var random = Replicates.random(5);
    double[][] rows = rows(random, 4_000, 2);
    double[] targets = of(rows, row -> random.nextDouble() < (row[0] > 0.5 ? 0.8 : 0.2) ? 1 : 0);

    var learned = fit(LOGISTIC, rows, targets);

    double odds = Math.log(4);
    assertThat(learned.score(new double[] {0.9, 0.5})).isCloseTo(odds, within(0.4));
    assertThat(learned.score(new double[] {0.1, 0.5})).isCloseTo(-odds, within(0.4));
  }

  @Example
  void columnsThatTellNothingAreNotAskedFor() {
    double[][] rows = new double[400][];
    Arrays.setAll(rows, row -> new double[] {0, row % 2, Double.NaN});

    var learned = fit(LOGISTIC, rows, of(rows, row -> row[1]));

    assertThat(learned.columns()).containsExactly(1);
  }

  @Example
  void whatIsMissingIsAValueOfItsOwn() {
    double[][] rows = rows(Replicates.random(6), 1_000, 1);
    for (int row = 0; row < 300; row++) {
      rows[row][0] = row % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    }

    var learned = fit(SQUARED, rows, of(rows, row -> Double.isFinite(row[0]) ? 1 : 5));

    assertThat(learned.score(new double[] {Double.NaN})).isCloseTo(5, within(0.01));
    assertThat(learned.score(new double[] {Double.NEGATIVE_INFINITY})).isCloseTo(5, within(0.01));
    assertThat(learned.score(new double[] {0})).isCloseTo(1, within(0.01));
  }

  @Example
  void nothingIsExtrapolated() {
    double[][] rows = rows(Replicates.random(3), 1_000, 1);
    double[] targets = of(rows, row -> 10 * row[0]);

    var learned = fit(SQUARED, rows, targets);

    assertThat(learned.score(new double[] {1e9}))
        .isEqualTo(learned.score(new double[] {1}))
        .isBetween(9.0, 10.0);
  }

  @Example
  void theOrderOfRowsDoesNotMatter() {
    double[][] rows = rows(Replicates.random(4), 300, 2);
    double[] targets = of(rows, row -> (Math.sin(9 * row[0]) + row[1] + 1) / 3);
    var turnedRows = new double[300][];
    var turnedTargets = new double[300];
    for (int row = 0; row < 300; row++) {
      turnedRows[row] = rows[299 - row];
      turnedTargets[row] = targets[299 - row];
    }

    for (var trees : new BoostedTrees[] {SQUARED, LOGISTIC}) {
      var learned = fit(trees, rows, targets);
      var turned = fit(trees, turnedRows, turnedTargets);
      for (double[] row : rows) {
        assertThat(turned.score(row)).isCloseTo(learned.score(row), within(1e-9));
      }
    }
  }

  /** Losses may be millionths: what is too small a gain must not depend on the unit. */
  @Example
  void theUnitOfTargetsDoesNotMatter() {
    double[][] rows = rows(Replicates.random(7), 300, 2);
    double[] targets = of(rows, row -> row[0] * row[1]);
    double tiny = Math.pow(2, -40);

    var learned = fit(SQUARED, rows, targets);
    var scaled = fit(SQUARED, rows, of(rows, row -> tiny * row[0] * row[1]));

    for (double[] row : rows) {
      assertThat(scaled.score(row)).isEqualTo(tiny * learned.score(row));
    }
  }

  /** Columns of two values, so that bins are the same with rows that stand there twice. */
  @Example
  void aRowWithTwiceTheWeightIsTwoRows() {
    double[][] rows = signs(rows(Replicates.random(8), 200, 2));
    double[] targets = of(rows, row -> row[0] > 0 ? 0.9 : row[1] > 0 ? 0.5 : 0.2);
    targets[0] = 0;
    double[] weight = ones(200);
    Arrays.fill(weight, 0, 50, 2);
    int[] all = IntStream.range(0, 200).toArray();
    int[] twice = IntStream.concat(Arrays.stream(all), IntStream.range(0, 50)).toArray();

    for (var trees : new BoostedTrees[] {SQUARED, LOGISTIC}) {
      var weighted = trees.fit(BinnedColumns.of(rows), all, targets, weight);
      var doubled =
          fit(
              trees,
              Arrays.stream(twice).mapToObj(row -> rows[row]).toArray(double[][]::new),
              Arrays.stream(twice).mapToDouble(row -> targets[row]).toArray());

      for (double[] row : rows) {
        assertThat(weighted.score(row)).isCloseTo(doubled.score(row), within(1e-9));
      }
    }
  }

  private static double[][] signs(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> Math.signum(value - 0.5)).toArray())
        .toArray(double[][]::new);
  }

  private static double[] scores(TreeModel model, BinnedColumns rows) {
    return IntStream.range(0, rows.rows()).mapToDouble(row -> model.score(rows, row)).toArray();
  }

  @Example
  void onlyChosenRowsAreLearnedFrom() {
    double[][] rows = rows(Replicates.random(9), 200, 1);
    var targets = new double[200];
    Arrays.fill(targets, 100, 200, Double.NaN);

    var learned =
        SQUARED.fit(BinnedColumns.of(rows), IntStream.range(0, 100).toArray(), targets, ones(200));

    assertThat(learned.score(new double[] {0.5})).isZero();
  }

  @Property(tries = 50)
  void answersWhateverTheNumbersAndTheSameByBins(@ForAll long seed) {
    var random = new Random(seed);
    double[] odd = {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 0, 1, Double.MAX_VALUE, 1e-300};
    double[][] rows = rows(random, 1 + random.nextInt(100), 3);
    for (double[] row : rows) {
      if (random.nextBoolean()) {
        row[random.nextInt(3)] = odd[random.nextInt(odd.length)];
      }
    }
    double[] targets = of(rows, row -> random.nextInt(2));
    var columns = BinnedColumns.of(rows);

    for (var loss : Loss.values()) {
      var trees = new BoostedTrees(loss, 5, 3, 1, 0, 1e-3);
      var learned = trees.fit(columns, targets);

      assertThat(scores(learned, columns))
          .isEqualTo(of(rows, learned::score))
          .isEqualTo(scores(trees.fit(columns, targets), columns));
      assertThat(Arrays.stream(scores(learned, columns)).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Example
  void shufflingMovesOneColumnAmongSomeRows() {
    var columns = BinnedColumns.of(rows(Replicates.random(10), 60, 2));
    int[] among = IntStream.range(10, 40).toArray();

    var shuffled = columns.shuffled(1, among, Replicates.random(11));

    assertThat(bins(shuffled, 0, 0, 60)).isEqualTo(bins(columns, 0, 0, 60));
    assertThat(bins(shuffled, 1, 0, 10)).isEqualTo(bins(columns, 1, 0, 10));
    assertThat(bins(shuffled, 1, 40, 60)).isEqualTo(bins(columns, 1, 40, 60));
    assertThat(bins(shuffled, 1, 10, 40))
        .isNotEqualTo(bins(columns, 1, 10, 40))
        .containsExactlyInAnyOrder(bins(columns, 1, 10, 40));
  }

  private static int[] bins(BinnedColumns columns, int column, int from, int to) {
    return IntStream.range(from, to).map(row -> columns.bin(row, column)).toArray();
  }

  @Example
  void whatCannotBeLearnedIsRefused() {
    var columns = BinnedColumns.of(new double[][] {{1}, {2}});

    assertThatThrownBy(() -> BinnedColumns.of(new double[0][]))
        .hasMessage("rows: there are none; give at least one");
    assertThatThrownBy(() -> BinnedColumns.of(new double[][] {{1}, {1, 2}}))
        .hasMessage("row 1 has 2 numbers, not 1");
    assertThatThrownBy(() -> SQUARED.fit(columns, new double[3]))
        .hasMessage("rows differ in number: 2 and 3");
    assertThatThrownBy(() -> SQUARED.fit(columns, new int[0], new double[2], ones(2)))
        .hasMessage("chosen: nothing can be learned from no rows");
    assertThatThrownBy(() -> LOGISTIC.fit(columns, new double[] {0, 2}))
        .hasMessage("row 1: a target of 2.0 with a weight of 1.0 does not fit LOGISTIC loss");
    assertThatThrownBy(() -> SQUARED.fit(columns, new int[] {0, 1}, new double[2], new double[2]))
        .hasMessageContaining("weight of 0.0");
    assertThatThrownBy(() -> SQUARED.fit(columns, new double[2]).score(new double[2]))
        .hasMessage("row: 2 numbers do not fit 1 columns");
    assertThatThrownBy(() ->
            SQUARED.fit(columns, new double[2]).score(BinnedColumns.of(new double[][] {{1}}), 0))
        .hasMessageContaining("other bins");
    assertThatThrownBy(() -> new BoostedTrees(Loss.SQUARED, 1, 1, 0, 0, 1))
        .hasMessageContaining("learn nothing");
    assertThatThrownBy(() -> new BoostedTrees(Loss.SQUARED, 1, 1, 1, -1, 1))
        .hasMessageStartingWith("ridge:");
    assertThatThrownBy(() -> new BoostedTrees(Loss.SQUARED, 1, 1, 1, 0, 0))
        .hasMessageStartingWith("leastCurvature:");
  }
}
