package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Exact bounds, paired tests, many tests at once, behaviour and groups. */
final class OfflineTestsTest {

  @Example
  void exactBoundsOfTheGoldenVectors() {
    assertThat(ClopperPearson.upper(3, 100, 0.05)).isCloseTo(0.0757107937, within(1e-10));
    assertThat(ClopperPearson.upper(0, 50, 0.05)).isCloseTo(0.0581550791, within(1e-10));
    assertThat(ClopperPearson.lower(0, 50, 0.05)).isZero();
    assertThat(ClopperPearson.upper(0, 0, 0.05)).isEqualTo(1);
    assertThat(ClopperPearson.lower(0, 0, 0.05)).isZero();
    assertThatThrownBy(() -> ClopperPearson.upper(2, 1, 0.05))
        .hasMessage("2 events cannot come from 1 trials");
  }

  @Property
  void exactBoundsMirrorEachOtherAndErrAsOftenAsTheySay(
      @ForAll @IntRange(min = 1, max = 60) int trials,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double truth) {
    var events = BinomialDistribution.of(trials, truth);
    double wrong = 0;
    for (int k = 0; k <= trials; k++) {
      wrong += ClopperPearson.upper(k, trials, 0.05) < truth ? events.probability(k) : 0;
      assertThat(ClopperPearson.lower(k, trials, 0.05))
          .isCloseTo(1 - ClopperPearson.upper(trials - k, trials, 0.05), within(1e-9));
    }

    assertThat(wrong).isLessThanOrEqualTo(0.05 + 1e-9);
  }

  @Example
  void mcNemarOfTheGoldenVector() {
    var pair = new McNemar(3, 12);

    assertThat(pair.exact()).isCloseTo(0.03515625, within(1e-12));
    assertThat(pair.corrected()).isCloseTo(0.0388671038, within(1e-10));
    assertThat(pair.pValue()).isEqualTo(pair.exact());
    assertThat(new McNemar(12, 13).pValue()).isEqualTo(new McNemar(12, 13).corrected());
    assertThat(new McNemar(0, 0).pValue()).isEqualTo(1);
    assertThat(McNemar.of(new boolean[] {true, true, false}, new boolean[] {true, false, true}))
        .isEqualTo(new McNemar(1, 1));
  }

  @Property
  void mcNemarIsSymmetricAndKeepsItsLevelWhereItIsExact(
      @ForAll @IntRange(min = 0, max = 24) int rows) {
    var equal = BinomialDistribution.of(rows, 0.5);
    double wrong = 0;
    for (int first = 0; first <= rows; first++) {
      double p = new McNemar(first, rows - first).pValue();
      assertThat(new McNemar(rows - first, first).pValue()).isEqualTo(p);
      assertThat(p).isBetween(0.0, 1.0);
      wrong += p <= 0.05 ? equal.probability(first) : 0;
    }

    assertThat(wrong).isLessThanOrEqualTo(0.05);
  }

  @Example
  void benjaminiHochbergOfTheGoldenVector() {
    double[] p = {.001, .008, .012, .02, .2};

    assertThat(BenjaminiHochberg.significant(p, 0.05))
        .containsExactly(true, true, true, true, false);
    assertThat(BenjaminiHochberg.adjusted(new double[0])).isEmpty();
  }

  @Property
  void adjustedValuesKeepTheOrderAndAreNotSmaller(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int tests) {
    double[] p = new Random(seed).doubles(tests).map(x -> x * x).toArray();

    double[] adjusted = BenjaminiHochberg.adjusted(p);

    for (int i = 0; i < tests; i++) {
      assertThat(adjusted[i]).isBetween(p[i], 1.0);
      for (int j = 0; j < tests; j++) {
        assertThat(p[i] <= p[j] && adjusted[i] > adjusted[j]).isFalse();
      }
    }
  }

  @Example
  void behaviourIsProvedByCasesAndNotByTheirAbsence() {
    var test = new BehaviourTest(0.05, 0.05);

    assertThat(test.judge(0, 59)).isInstanceOf(BehaviourTest.Result.Passed.class);
    assertThat(test.judge(0, 58))
        .isInstanceOfSatisfying(
            BehaviourTest.Result.Inconclusive.class,
            open -> assertThat(open.needed()).isEqualTo(OptionalLong.of(1)));
    assertThat(test.judge(0, 0))
        .isEqualTo(new BehaviourTest.Result.Inconclusive("no case applies", OptionalLong.of(59)));
    assertThat(test.judge(20, 100)).isInstanceOf(BehaviourTest.Result.Failed.class);
    assertThat(test.judge(5, 100))
        .isInstanceOfSatisfying(
            BehaviourTest.Result.Inconclusive.class, open -> assertThat(open.needed()).isEmpty());
    assertThat(new BehaviourTest(0, 0.05).judge(0, 1_000_000))
        .isInstanceOf(BehaviourTest.Result.Inconclusive.class);
    assertThat(new BehaviourTest(0, 0.05).judge(1, 10))
        .isInstanceOf(BehaviourTest.Result.Failed.class);
  }

  @Property
  void asManyCasesAsNeededWouldPass(
      @ForAll @IntRange(min = 0, max = 3) int failures,
      @ForAll @IntRange(min = 1, max = 400) int cases) {
    var test = new BehaviourTest(0.05, 0.05);

    if (failures <= cases
        && test.judge(failures, cases)
            instanceof BehaviourTest.Result.Inconclusive(var ignored, var needed)
        && needed.isPresent()) {
      long then = cases + needed.getAsLong();
      long failed = (long) Math.ceil((double) failures / cases * then - 1e-9);
      assertThat(test.judge(failed, then)).isInstanceOf(BehaviourTest.Result.Passed.class);
    }
  }

  @Example
  void expectationsOfAChange() {
    var same = new BehaviourTest.Expectation.Same(0.1);
    var rises = new BehaviourTest.Expectation.Monotone(1, 0.02);
    var falls = new BehaviourTest.Expectation.Monotone(-1, 0);

    assertThat(same.fails(0.5, 0.59)).contains(false);
    assertThat(same.fails(0.5, 0.61)).contains(true);
    assertThat(rises.fails(0.5, 0.49)).contains(false);
    assertThat(rises.fails(0.5, 0.47)).contains(true);
    assertThat(falls.fails(0.5, 0.5)).contains(false);
    assertThat(falls.fails(0.5, 0.6)).contains(true);
    assertThat(same.fails(Double.NaN, 0.5)).isEqualTo(Optional.empty());
    assertThat(same.fails(0.5, Double.NaN)).contains(true);
  }

  @Example
  void gapsByHand() {
    int[] group = {0, 0, 0, 1, 1};
    boolean[] positive = {true, true, false, true, false};
    boolean[] selected = {true, false, true, true, false};

    assertThat(value(GroupGap.ofSelection(group, selected)))
        .isCloseTo(2.0 / 3 - 0.5, within(1e-12));
    assertThat(value(GroupGap.ofOpportunity(group, positive, selected))).isEqualTo(0.5);
    assertThat(value(GroupGap.ofOdds(group, positive, selected))).isEqualTo(1);
    assertThat(GroupGap.ofOdds(new int[] {0, 1}, new boolean[2], new boolean[2]).estimate())
        .isEqualTo(new Estimate.Undefined("group 0 has no rows that count"));
    assertThat(GroupGap.ofSelection(new int[0], new boolean[0]).estimate())
        .isInstanceOf(Estimate.Undefined.class);
  }

  private static double value(Statistic statistic) {
    return ((Estimate.Value) statistic.estimate()).value();
  }

  @Example
  void unequalGroupsAreSeenAndChanceIsNot() {
    var test = new FairnessTest(0.05, 30, 0.05, 200, 7);
    int[] group = IntStream.range(0, 1_200).map(i -> i % 3).toArray();
    var unequal = new boolean[1_200];
    var alike = new boolean[1_200];
    for (int i = 0; i < 1_200; i++) {
      unequal[i] = (i / 3) % 10 < (group[i] == 0 ? 6 : 4);
      alike[i] = (i / 3) % 10 == 0;
    }
    var units = Units.rows(1_200);

    assertThat(test.judge(GroupGap.ofSelection(group, unequal), units))
        .isInstanceOfSatisfying(
            FairnessTest.Result.Unequal.class,
            result -> {
              assertThat(result.gap()).isCloseTo(0.2, within(1e-12));
              assertThat(result.pValue()).isCloseTo(1.0 / 201, within(1e-12));
            });
    assertThat(
            new FairnessTest(0.1, 30, 0.05, 200, 7)
                .judge(GroupGap.ofSelection(group, alike), units))
        .isInstanceOf(FairnessTest.Result.Alike.class);
    assertThat(
            new FairnessTest(0.05, 401, 0.05, 200, 7)
                .judge(GroupGap.ofSelection(group, alike), units))
        .isEqualTo(
            new FairnessTest.Result.Inconclusive(
                "a group has 400 rows that count, 401 are asked for"));
  }

  @Example
  void manySmallGroupsAreNotCalledUnequalForTheirNumber() {
    var random = new Random(11);
    int called = 0;
    int larger = 0;
    for (int i = 0; i < 200; i++) {
      int[] group = IntStream.range(0, 400).map(r -> r % 10).toArray();
      var selected = new boolean[400];
      for (int r = 0; r < 400; r++) {
        selected[r] = random.nextDouble() < 0.3;
      }
      var gap = GroupGap.ofSelection(group, selected);
      var test = new FairnessTest(0.05, 30, 0.05, 100, i);
      called += test.judge(gap, Units.rows(400)) instanceof FairnessTest.Result.Unequal ? 1 : 0;
      larger += value(gap) > 0.05 ? 1 : 0;
    }

    assertThat(larger).as("the gap alone would call nearly all unequal").isGreaterThan(190);
    // Binomial(200, 0.05) exceeds 22 with a chance below 1e-4.
    assertThat(called).isLessThanOrEqualTo(22);
  }

  @Example
  void rowsOfAUnitArePermutedTogether() {
    var random = new Random(3);
    int[] unit = IntStream.range(0, 600).map(r -> r / 20).toArray();
    int[] group = Arrays.stream(unit).map(u -> u % 2).toArray();
    int byUnits = 0;
    int byRows = 0;
    for (int i = 0; i < 100; i++) {
      double[] rate = random.doubles(30).map(x -> x < 0.5 ? 0.1 : 0.9).toArray();
      var selected = new boolean[600];
      for (int r = 0; r < 600; r++) {
        selected[r] = random.nextDouble() < rate[unit[r]];
      }
      var gap = GroupGap.ofSelection(group, selected);
      var test = new FairnessTest(0.02, 30, 0.05, 100, i);
      byUnits += test.judge(gap, Units.of(unit)) instanceof FairnessTest.Result.Unequal ? 1 : 0;
      byRows += test.judge(gap, Units.rows(600)) instanceof FairnessTest.Result.Unequal ? 1 : 0;
    }

    // Binomial(100, 0.05) exceeds 14 with a chance of about 1e-4.
    assertThat(byUnits).isLessThanOrEqualTo(14);
    assertThat(byRows).as("rows for units err").isGreaterThan(40);
    assertThatThrownBy(() ->
            new FairnessTest(0.1, 1, 0.05, 10, 1)
                .judge(
                    GroupGap.ofSelection(new int[] {0, 1}, new boolean[2]),
                    Units.of(new int[] {0, 0})))
        .hasMessage("unit 0 belongs to two groups");
  }
}
