package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;

/** The built-in model of the loss. */
final class BoostedTreesTest {

  private static double[][] rows(Random random, int rows, int columns) {
    var made = new double[rows][];
    Arrays.setAll(made, row -> random.doubles(columns).toArray());
    return made;
  }

  private static double[] of(double[][] rows, ToDoubleFunction<double[]> of) {
    return Arrays.stream(rows).mapToDouble(of).toArray();
  }

  @Example
  void oneLossIsLearnedAsItIs() {
    double[][] rows = rows(Replicates.random(1), 100, 2);
    var losses = new double[100];
    Arrays.fill(losses, 3);

    assertThat(BoostedTrees.USUAL.fit(rows, losses).applyAsDouble(new double[] {7, 7}))
        .isCloseTo(3, within(1e-12));
  }

  @Example
  void whatTwoColumnsDoTogetherIsLearned() {
    double[][] rows = rows(Replicates.random(2), 2_000, 3);
    double[] losses = of(rows, row -> row[0] > 0.5 && row[1] > 0.5 ? 2 : 0);

    var learned = BoostedTrees.USUAL.fit(rows, losses);

    assertThat(learned.applyAsDouble(new double[] {0.9, 0.9, 0.1})).isCloseTo(2, within(0.2));
    assertThat(learned.applyAsDouble(new double[] {0.1, 0.9, 0.1})).isCloseTo(0, within(0.2));
    var single = new BoostedTrees(100, 1, 0.1, 20).fit(rows, losses);
    assertThat(single.applyAsDouble(new double[] {0.9, 0.9, 0.1})).isLessThan(1.7);
  }

  @Example
  void nothingIsExtrapolated() {
    double[][] rows = rows(Replicates.random(3), 1_000, 1);
    double[] losses = of(rows, row -> 10 * row[0]);

    var learned = BoostedTrees.USUAL.fit(rows, losses);

    assertThat(learned.applyAsDouble(new double[] {1e9}))
        .isEqualTo(learned.applyAsDouble(new double[] {1}))
        .isBetween(9.0, 10.0);
  }

  @Example
  void theOrderOfRowsDoesNotMatter() {
    double[][] rows = rows(Replicates.random(4), 300, 2);
    double[] losses = of(rows, row -> Math.sin(9 * row[0]) + row[1]);
    var turnedRows = new double[300][];
    var turnedLosses = new double[300];
    for (int row = 0; row < 300; row++) {
      turnedRows[row] = rows[299 - row];
      turnedLosses[row] = losses[299 - row];
    }

    var learned = BoostedTrees.USUAL.fit(rows, losses);
    var turned = BoostedTrees.USUAL.fit(turnedRows, turnedLosses);

    for (double[] row : rows) {
      assertThat(turned.applyAsDouble(row)).isCloseTo(learned.applyAsDouble(row), within(1e-9));
    }
  }

  @Example
  void whatCannotBeLearnedIsRefused() {
    assertThatThrownBy(() -> BoostedTrees.USUAL.fit(new double[0][], new double[0]))
        .hasMessage("nothing can be learned from no rows");
    assertThatThrownBy(() -> BoostedTrees.USUAL.fit(new double[][] {{1}, {1, 2}}, new double[2]))
        .hasMessage("rows differ in number: 1 and 2");
    assertThatThrownBy(() -> new BoostedTrees(1, 1, 0, 1)).hasMessageContaining("learn nothing");
  }
}
