package dev.sextant.statistics.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.evaluation.Bootstrap;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether labels are like all rows, and what is to be done where they are not. */
final class LabelSelectionTest {
  private static final int SOAK = Replicates.times(1_000);
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.05);
  private static final LabelSelection QUICK = new LabelSelection(0.6, new Bootstrap(100, 0.95, 66));

  /** Rows whose loss grows with the score, labelled with a probability that depends on it. */
  private static PartlyLabelled rows(
      Random random, int users, int each, DoubleUnaryOperator labelling) {
    int size = users * each;
    var labelled = new boolean[size];
    var loss = new double[size];
    double[] score = random.doubles(size).toArray();
    for (int row = 0; row < size; row++) {
      labelled[row] = random.nextDouble() < labelling.applyAsDouble(score[row]);
      loss[row] = random.nextDouble() < 0.6 * score[row] ? 1 : 0;
    }
    int[] unit = IntStream.range(0, size).map(row -> row / each).toArray();
    return PartlyLabelled.of(labelled, loss, score, Units.of(unit));
  }

  private static LabelSelection.Result judge(LabelSelection selection, PartlyLabelled rows) {
    return selection.judge(rows.labels(), rows.predictions(), rows.units());
  }

  @Example
  void labelsByChanceAreRepresentative() {
    var rows = rows(Replicates.random(1), 2_000, 1, score -> 0.3);

    assertThat(judge(QUICK, rows)).isInstanceOf(LabelSelection.Result.Representative.class);
  }

  @Example
  void labelsOfHighScoresAloneAreBiased() {
    var rows = rows(Replicates.random(2), 2_000, 1, score -> 0.1 + 0.8 * score);

    assertThat(judge(QUICK, rows))
        .isInstanceOfSatisfying(
            LabelSelection.Result.BiasedLabels.class,
            biased -> {
              assertThat(biased.evidence().statistic()).isGreaterThan(0.65);
              assertThat(biased.evidence().bound()).isGreaterThan(0.6);
            });
  }

  @Example
  void labelsOfTheMiddleAloneAreBiased() {
    var rows = rows(Replicates.random(3), 2_000, 1, score -> Math.abs(score - 0.5) < 0.2 ? 1 : 0.2);

    assertThat(judge(QUICK, rows))
        .isInstanceOfSatisfying(
            LabelSelection.Result.BiasedLabels.class,
            biased -> assertThat(biased.evidence().bound()).isLessThan(0.4));
  }

  @Example
  void fewLabelsSayNothing() {
    var few = rows(Replicates.random(4), 100, 1, score -> 0.1);
    var some = rows(Replicates.random(5), 120, 1, score -> 0.4);

    assertThat(judge(QUICK, few)).isInstanceOf(LabelSelection.Result.Inconclusive.class);
    assertThat(judge(QUICK, some)).isInstanceOf(LabelSelection.Result.Inconclusive.class);
    assertThatThrownBy(() -> new LabelSelection(0.5, QUICK.bootstrap()))
        .hasMessageContaining("separable");
  }

  @Example
  void weightsMendWhatTheScoreExplains() {
    var rows = rows(Replicates.random(6), 6_000, 1, score -> 0.1 + 0.8 * score);

    var weighted = (Bounds.Interval) LabelWeights.USUAL.bounds(rows, 0.3, ERRORS);

    assertThat(weighted.estimate()).isCloseTo(0, within(0.03));
    double plain =
        IntStream.range(0, rows.rows()).mapToDouble(rows::loss).sum() / rows.count(true) - 0.3;
    assertThat(plain).isGreaterThan(0.05);
    assertThat(weighted.inputs().get("effective")).isLessThan(rows.count(true));
  }

  @Example
  void rowsWithoutAnyLikeLabelAreNotWeighted() {
    var rows = rows(Replicates.random(7), 2_000, 1, score -> score < 0.2 ? 0 : 0.5);

    assertThat(LabelWeights.USUAL.bounds(rows, 0, ERRORS))
        .isInstanceOfSatisfying(
            Bounds.Unavailable.class,
            none -> assertThat(none.missing()).contains("rows with like scores have labels"));
    var none = PartlyLabelled.of(new boolean[0], new double[0], new double[0], Units.rows(0));
    assertThat(LabelWeights.USUAL.bounds(none, 0, ERRORS)).isInstanceOf(Bounds.Unavailable.class);
  }

  @Property(tries = 30)
  void withOneCellItIsTheMeanOfTheLabels(@ForAll long seed) {
    var rows = rows(new Random(seed), 300, 1, score -> 0.5);

    var bounds = (Bounds.Interval) new LabelWeights(1, 30).bounds(rows, 0, ERRORS);

    double sum = IntStream.range(0, rows.rows()).mapToDouble(rows::loss).sum();
    assertThat(bounds.estimate()).isCloseTo(sum / rows.count(true), within(1e-12));
    assertThat(bounds.inputs().get("effective")).isCloseTo((double) rows.count(true), within(1e-6));
  }

  /** What was said of many samples. */
  private static final class Count {
    private int biased;
    private int representative;
    private int given;
    private int held;
    private double plain;
    private double weighted;
  }

  private static Count count(
      SimulatedTable table, String title, int users, int each, DoubleUnaryOperator labelling) {
    var count = new Count();
    for (int seed = 0; seed < SOAK; seed++) {
      var rows = rows(Replicates.random(seed), users, each, labelling);
      switch (judge(LabelSelection.USUAL, rows)) {
        case LabelSelection.Result.BiasedLabels ignored -> count.biased++;
        case LabelSelection.Result.Representative ignored -> count.representative++;
        case LabelSelection.Result.Inconclusive ignored -> {}
      }
      double sum = IntStream.range(0, rows.rows()).mapToDouble(rows::loss).sum();
      count.plain += sum / rows.count(true) - 0.3;
      if (LabelWeights.USUAL.bounds(rows, 0.3, ERRORS) instanceof Bounds.Interval interval) {
        count.given++;
        count.weighted += interval.estimate();
        count.held += interval.lower() <= 0 && interval.upper() >= 0 ? 1 : 0;
      }
    }
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %s | %s | %+.3f | %+.3f | %s | %s",
            title,
            Replicates.share(count.biased, SOAK),
            Replicates.share(count.representative, SOAK),
            count.plain / SOAK,
            count.weighted / count.given,
            Replicates.share(count.held, count.given),
            Replicates.share(count.given, SOAK)));
    return count;
  }

  @Tag("soak")
  @Test
  void biasIsFoundAndMended() {
    try (var table =
        SimulatedTable.of(
            "missing-labels",
            "labels",
            "biased",
            "representative",
            "mean",
            "weighted",
            "truth within",
            "weighted at all")) {
      var chance = count(table, "by chance, 600 rows", 600, 1, s -> 0.3);
      var users = count(table, "by chance, 200 users x 5", 200, 5, s -> 0.3);
      // An AUC of just 0.6: one half and a third of 0.15 / 0.5.
      var edge = count(table, "AUC 0.6, 2000 rows", 2_000, 1, s -> 0.35 + 0.3 * s);
      var high = count(table, "mostly high scores, 2000 rows", 2_000, 1, s -> 0.1 + 0.8 * s);
      var middle =
          count(table, "the middle, 2000 rows", 2_000, 1, s -> Math.abs(s - 0.5) < 0.2 ? 1 : 0.2);

      for (var count : new Count[] {chance, users, edge}) {
        assertThat(count.biased).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
      }
      assertThat(edge.representative).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
      assertThat(high.biased).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, SOAK));
      assertThat(middle.biased).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, SOAK));
      for (var count : new Count[] {chance, users, edge, high}) {
        assertThat(count.held).isGreaterThanOrEqualTo(Replicates.atLeast(0.88, count.given));
      }
    }
  }
}
