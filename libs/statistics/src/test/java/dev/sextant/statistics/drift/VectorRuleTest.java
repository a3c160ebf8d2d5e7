package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.verdict.Evidence;
import java.util.Arrays;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows judged as a whole. */
final class VectorRuleTest {

  /** Any distance matters, so that it is the level alone that is seen. */
  private static final VectorRule LEVEL = new VectorRule(1e-6, 0.05, 0.05, 20, 0);

  /** The numbers behind a verdict that has some. */
  static Evidence evidence(DriftVerdict verdict) {
    return switch (verdict) {
      case DriftVerdict.Drift drift -> drift.evidence();
      case DriftVerdict.Stable stable -> stable.evidence();
      case DriftVerdict.Inconclusive inconclusive -> inconclusive.evidence().orElseThrow();
      case DriftVerdict.NotApplicable none -> throw new AssertionError(none.reason());
    };
  }

  /** The unbiased squared discrepancy by its definition. */
  private static double exact(double[][] before, double[][] now, double bandwidth) {
    return mean(before, before, bandwidth, true)
        + mean(now, now, bandwidth, true)
        - 2 * mean(before, now, bandwidth, false);
  }

  private static double mean(double[][] one, double[][] other, double bandwidth, boolean within) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < other.length; j++) {
        double square = 0;
        for (int k = 0; k < one[i].length; k++) {
          square += (one[i][k] - other[j][k]) * (one[i][k] - other[j][k]);
        }
        sum += within && i == j ? 0 : Math.exp(-square / 2 / bandwidth / bandwidth);
      }
    }
    return sum / one.length / (other.length - (within ? 1 : 0));
  }

  private static FeatureDeal deal(
      FourierFeatures features, double[][] before, double[][] now, int draws) {
    return FeatureDeal.of(
        features,
        i -> i < before.length ? before[i] : now[i - before.length],
        before.length,
        now.length,
        1,
        draws,
        new Random(3));
  }

  @Example
  void goldenVector() {
    double[][] before = {{0, 0}, {1, 0}, {0, 1}, {1, 1}};
    double[][] now = {{2, 2}, {3, 2}, {2, 3}};
    var features = FourierFeatures.of(2, 100_000, 1, Replicates.random(1));

    assertThat(exact(before, now, 1)).isCloseTo(0.9260189863, within(1e-10));
    assertThat(deal(features, before, now, 1).squared()).isCloseTo(0.9260189863, within(0.01));
  }

  @Property(tries = 30)
  void theDiscrepancyKnowsNoOrderOfRowsNorOfSamples(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int rows) {
    var random = new Random(seed);
    double[][] before = rows(random, rows);
    double[][] now = rows(random, rows + 3);
    var features = FourierFeatures.of(3, 40, 1.5, random);
    double squared = deal(features, before, now, 1).squared();

    Collections.shuffle(Arrays.asList(before), random);
    Collections.shuffle(Arrays.asList(now), random);

    assertThat(deal(features, before, now, 1).squared()).isCloseTo(squared, within(1e-9));
    assertThat(deal(features, now, before, 1).squared()).isCloseTo(squared, within(1e-9));
  }

  private static double[][] rows(Random random, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> SimulatedRows.normal(random, 3))
        .toArray(double[][]::new);
  }

  @Example
  void blocksOfRowsDealtAreWholeAndOfTheRightNumber() {
    var random = Replicates.random(2);
    double[][] before = rows(random, 12);
    double[][] now = rows(random, 8);
    var features = FourierFeatures.of(3, 500, 1.5, random);

    double[] dealt = deal(features, before, now, 2_000).dealt();

    // Dealt anew, the unbiased distance is 0 on average.
    double spread = Math.sqrt(Arrays.stream(dealt).map(d -> d * d).average().orElseThrow());
    assertThat(Arrays.stream(dealt).average().orElseThrow())
        .isCloseTo(0, within(4 * spread / Math.sqrt(2_000)));
  }

  private static int drifts(int replicates, Function<Random, DriftVerdict> judge) {
    return (int)
        IntStream.range(0, replicates)
            .filter(i -> judge.apply(Replicates.random(i)) instanceof DriftVerdict.Drift)
            .count();
  }

  @Test
  void samplesAlikeAreCalledDriftNoMoreOftenThanAllowed() {
    int replicates = 40;

    int drifts =
        drifts(
            replicates,
            random ->
                LEVEL.judge(
                    SimulatedRows.HEAVY.sample(random, 60, 4),
                    SimulatedRows.HEAVY.sample(random, 40, 4)));

    assertThat(drifts).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
  }

  @Test
  void seesAMoveAndACorrelationThatNoColumnShows() {
    int moved =
        drifts(
            4,
            random ->
                VectorRule.USUAL.judge(
                    SimulatedRows.NORMAL.sample(random, 400, 5),
                    SimulatedRows.moved(SimulatedRows.NORMAL.sample(random, 200, 5), 0.7)));
    int paired =
        drifts(
            4,
            random ->
                VectorRule.USUAL.judge(
                    SimulatedRows.paired(random, 400, 3, 0),
                    SimulatedRows.paired(random, 200, 3, 0.9)));

    assertThat(moved).isGreaterThanOrEqualTo(3);
    assertThat(paired).isGreaterThanOrEqualTo(3);
  }

  @Test
  void theDistanceIsTheMoveThatWasMade() {
    for (int dimension : new int[] {1, 10}) {
      var random = Replicates.random(dimension);
      var before = SimulatedRows.NORMAL.sample(random, 800, dimension);
      var now = SimulatedRows.moved(SimulatedRows.NORMAL.sample(random, 800, dimension), 0.5);

      var verdict = (DriftVerdict.Drift) VectorRule.USUAL.judge(before, now);

      assertThat(verdict.evidence().statistic()).isCloseTo(0.5, within(0.15));
    }
  }

  @Property(tries = 60)
  void answersWhateverTheNumbers(@ForAll long seed, @ForAll @IntRange(max = 30) int rows) {
    var random = new Random(seed);
    int dimension = 1 + random.nextInt(3);
    var before = odd(random, rows, dimension);
    var now = odd(random, random.nextInt(30), dimension);
    var rule = new VectorRule(0.25, 0.05, 0.05, 2, seed);

    assertThat(rule.judge(before, now)).isEqualTo(rule.judge(before, now));
    assertThat(rule.judgeSeries(before, now)).isNotNull();
  }

  private static VectorSample odd(Random random, int rows, int dimension) {
    double[] values = {
      0,
      0,
      0,
      1,
      -1,
      1e-300,
      Double.MIN_VALUE,
      1e300,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.NaN,
      Double.POSITIVE_INFINITY
    };
    int kinds = 1 + random.nextInt(values.length);
    var sample = new double[rows][dimension];
    for (double[] row : sample) {
      Arrays.setAll(row, ignored -> values[random.nextInt(kinds)]);
    }
    return VectorSample.of(dimension, sample);
  }

  @Example
  void whatNeverVariesIsStableAndWhatIsFewIsInconclusive() {
    var constant = VectorSample.of(2, new double[60][2]);
    var one = VectorSample.of(2, new double[1][2]);
    var nothing = VectorSample.of(2, new double[][] {{Double.NaN, Double.NaN}});

    assertThat(VectorRule.USUAL.judge(constant, constant)).isInstanceOf(DriftVerdict.Stable.class);
    assertThat(VectorRule.USUAL.judge(constant, one))
        .isInstanceOfSatisfying(
            DriftVerdict.Inconclusive.class,
            v -> {
              assertThat(v.missing()).isEqualTo("there are 60 and 1 rows, 50 are asked for");
              assertThat(v.needed()).isEqualTo(OptionalLong.of(50));
            });
    assertThat(VectorRule.USUAL.judge(constant, nothing))
        .isEqualTo(new DriftVerdict.NotApplicable("a sample has no values"));
    assertThat(VectorRule.USUAL.judge(constant, moved(constant)))
        .isInstanceOf(DriftVerdict.Drift.class);
  }

  private static VectorSample moved(VectorSample sample) {
    return SimulatedRows.moved(sample, 1);
  }

  /** The values that are there look the same; which are missing does not. */
  @Example
  void whereValuesAreMissingIsPartOfTheRow() {
    var random = Replicates.random(5);
    var before = holes(random, 0.1);
    var now = holes(random, 0.5);

    var verdict = VectorRule.USUAL.judge(before, now);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            DriftVerdict.Drift.class,
            drift -> assertThat(drift.evidence().inputs()).containsEntry("columns", 4.0));
  }

  private static VectorSample holes(Random random, double share) {
    var rows = new double[300][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = SimulatedRows.normal(random, 3);
      rows[i][2] = random.nextDouble() < share ? Double.NaN : rows[i][2];
    }
    return VectorSample.of(3, rows);
  }

  @Example
  void shapesAreChecked() {
    assertThatThrownBy(() -> VectorSample.of(2, new double[][] {{1, 2}, {3}}))
        .hasMessage("row 1 has 1 numbers, not 2");
    assertThatThrownBy(() -> VectorSample.of(0, new double[0][]))
        .hasMessage("a row has at least one number, not 0");
    var two = VectorSample.of(2, new double[60][2]);
    var three = VectorSample.of(3, new double[60][3]);
    assertThatThrownBy(() -> VectorRule.USUAL.judge(two, three))
        .hasMessage("rows of 2 and of 3 numbers cannot be compared");
    assertThatThrownBy(() -> new VectorRule(0, 0.05, 0.05, 50, 0))
        .hasMessage("practical: a move of 0.0 cannot matter");
    assertThatThrownBy(() -> new VectorRule(1, 0, 0.05, 50, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VectorRule(1, 0.05, 0.05, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rowsThatDependOnEachOtherAreDealtInBlocks() {
    var random = Replicates.random(9);
    var before = SimulatedRows.series(random, 900, 3, 0.7);
    var now = SimulatedRows.series(random, 900, 3, 0.7);

    assertThat(LEVEL.judge(before, now)).as("rows lie").isInstanceOf(DriftVerdict.Drift.class);
    assertThat(LEVEL.judgeSeries(before, now)).isNotInstanceOf(DriftVerdict.Drift.class);
    assertThat(
            LEVEL.judgeSeries(
                SimulatedRows.series(random, 500, 3, 0.99),
                SimulatedRows.series(random, 500, 3, 0.99)))
        .isInstanceOf(DriftVerdict.Inconclusive.class);
  }
}
