package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Distances, their golden vectors, and what chance makes of them. */
final class DistancesTest {
  private static final NumericSample A = NumericSample.of(new double[] {1, 2, 2, 3, 5, 8, 13, 21});
  private static final NumericSample B =
      NumericSample.of(new double[] {2, 3, 3, 4, 6, 9, 15, 30, 31, 40});
  private static final Cells CELLS = cells(new long[] {50, 30, 20, 0}, new long[] {30, 40, 25, 5});

  private static Cells cells(long[] reference, long[] current) {
    return Cells.of(
        IntStream.range(0, reference.length).mapToObj(i -> "kind " + i).toList(),
        reference,
        current);
  }

  @Example
  void goldenVectorsOfNumbers() {
    var test = KolmogorovSmirnov.test(A, B);

    assertThat(test.distance()).isCloseTo(0.3, within(1e-12));
    assertThat(test.pValue()).isCloseTo(0.7227478404, within(1e-9));
    assertThat(test.exact()).isTrue();
    assertThat(KolmogorovSmirnov.asymptotic(0.3, 8, 10)).isCloseTo(0.8186211745, within(1e-9));
    assertThat(Wasserstein.distance(A, B)).isCloseTo(7.425, within(1e-12));
  }

  @Example
  void goldenVectorsOfCells() {
    var test = CELLS.chiSquare();

    assertThat(test.statistic()).isCloseTo(11.9841269841, within(1e-9));
    assertThat(test.degrees()).isEqualTo(3);
    assertThat(test.pValue()).isCloseTo(0.007437733, within(1e-9));
    assertThat(CellDistance.JENSEN_SHANNON.between(CELLS)).isCloseTo(0.2245093267, within(1e-9));
    assertThat(CellDistance.HELLINGER.between(CELLS)).isCloseTo(0.2066027737, within(1e-9));
    assertThat(CellDistance.LARGEST.between(CELLS)).isCloseTo(0.2, within(1e-12));
    assertThat(CellDistance.STABILITY_INDEX.between(CELLS)).isCloseTo(0.2549159819, within(1e-9));
    assertThat(
            CellDistance.KULLBACK_LEIBLER.between(CELLS)
                + CellDistance.KULLBACK_LEIBLER.between(
                    cells(new long[] {30, 40, 25, 5}, new long[] {50, 30, 20, 0})))
        .as("both ways it is the stability index in bits")
        .isCloseTo(0.2549159819 / Math.log(2), within(1e-9));
  }

  @Property
  void distancesOfNumbersAreSymmetricAndZeroForTheSame(@ForAll long seed) {
    var random = new Random(seed);
    var one = NumericSample.of(random.ints(40, 0, 9).asDoubleStream().toArray());
    var other = NumericSample.of(random.ints(25, 0, 9).asDoubleStream().toArray());

    assertThat(KolmogorovSmirnov.test(one, one))
        .isEqualTo(new KolmogorovSmirnov.Result(0, 1, true));
    assertThat(Wasserstein.distance(one, one)).isZero();
    assertThat(Wasserstein.distance(one, other))
        .isCloseTo(Wasserstein.distance(other, one), within(1e-12));
    assertThat(KolmogorovSmirnov.test(one, other).distance())
        .isEqualTo(KolmogorovSmirnov.test(other, one).distance());
    assertThat(KolmogorovSmirnov.test(one, other).pValue())
        .isCloseTo(KolmogorovSmirnov.test(other, one).pValue(), within(1e-9));
  }

  @Property
  void movingAndScalingNumbers(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 50) double by) {
    var random = new Random(seed);
    double[] values = random.doubles(60).toArray();
    var sample = NumericSample.of(values);
    var moved = NumericSample.of(Arrays.stream(values).map(v -> v + by).toArray());
    var scaled = NumericSample.of(Arrays.stream(values).map(v -> v * by).toArray());
    var movedScaled = NumericSample.of(Arrays.stream(values).map(v -> (v + by) * by).toArray());

    assertThat(Wasserstein.distance(sample, moved)).isCloseTo(by, within(1e-9));
    assertThat(Wasserstein.distance(scaled, movedScaled)).isCloseTo(by * by, within(1e-6));
    assertThat(KolmogorovSmirnov.distance(scaled, movedScaled))
        .isEqualTo(KolmogorovSmirnov.distance(sample, moved));
  }

  @Property
  void distancesOfCellsAreSymmetricInRangeAndBlindToOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int kinds) {
    var random = new Random(seed);
    long[] one = random.longs(kinds, 0, 30).toArray();
    long[] other = random.longs(kinds, 0, 30).toArray();
    one[0]++;
    other[kinds - 1]++;
    var forth = cells(one, other);
    var back = cells(other, one);
    var turned = cells(reversed(one), reversed(other));

    for (var distance : CellDistance.values()) {
      double seen = distance.between(forth);
      assertThat(seen).isGreaterThanOrEqualTo(0);
      if (distance != CellDistance.KULLBACK_LEIBLER) {
        assertThat(seen).isCloseTo(distance.between(back), within(1e-12));
      }
      assertThat(distance.between(turned)).isCloseTo(seen, within(1e-12));
      assertThat(distance.between(cells(one, one))).isCloseTo(0, within(1e-7));
      if (distance != CellDistance.STABILITY_INDEX && distance != CellDistance.KULLBACK_LEIBLER) {
        assertThat(seen).isLessThanOrEqualTo(1);
      }
      assertThat(distance.ofChance(forth, 0.95, 20, 1).orElseThrow()).isNotNaN();
      assertThat(distance.pValue(forth, 20, 1)).isBetween(0.0, 1.0);
    }
    assertThat(forth.chiSquare().statistic()).isCloseTo(back.chiSquare().statistic(), within(1e-9));
  }

  private static long[] reversed(long[] values) {
    return IntStream.range(0, values.length)
        .mapToLong(i -> values[values.length - 1 - i])
        .toArray();
  }

  @Example
  void disjointCellsAreAsFarApartAsCanBe() {
    var disjoint = cells(new long[] {70, 0}, new long[] {0, 30});

    assertThat(CellDistance.JENSEN_SHANNON.between(disjoint)).isCloseTo(1, within(1e-12));
    assertThat(CellDistance.HELLINGER.between(disjoint)).isCloseTo(1, within(1e-12));
    assertThat(CellDistance.LARGEST.between(disjoint)).isEqualTo(1);
    assertThat(CellDistance.STABILITY_INDEX.between(disjoint)).isFinite().isPositive();
  }

  @Example
  void oneCellOrNoneIsNoDifference() {
    var same = cells(new long[] {7, 0}, new long[] {5, 0});
    var empty = cells(new long[] {7, 1}, new long[] {0, 0});

    assertThat(same.chiSquare()).isEqualTo(new Cells.ChiSquare(0, 0, 1));
    for (var distance : CellDistance.values()) {
      assertThat(distance.of(same)).hasValue(0);
      assertThat(distance.ofChance(same, 0.95, 10, 1)).hasValue(0);
      assertThat(distance.pValue(same, 10, 1)).isEqualTo(1);
      assertThat(distance.of(empty)).isEmpty();
      assertThat(distance.ofChance(empty, 0.95, 10, 1)).isEmpty();
      assertThat(distance.pValue(empty, 10, 1)).isEqualTo(1);
    }
  }

  @Example
  void categoriesBeyondTheMostFrequentAndThoseThatAreNewHaveCells() {
    var reference =
        new CategorySample(new TreeMap<>(Map.of("a", 50L, "b", 30L, "c", 5L, "d", 5L)), 3);
    var current = CategorySample.of(List.of("a", "b", "b", "d", "z", "", "z"));

    var cells = Cells.ofCategories(reference, current, 2);

    assertThat(cells.names()).containsExactly(Cells.NEW, Cells.OTHER, "a", "b");
    assertThat(IntStream.range(0, 4).mapToLong(cells::reference))
        .containsExactly(0L, 10L, 50L, 30L);
    assertThat(IntStream.range(0, 4).mapToLong(cells::current)).containsExactly(2L, 1L, 1L, 2L);
    assertThat(current.missing()).isEqualTo(1);
    assertThat(current.merge(reference).size()).isEqualTo(96);
  }

  @Example
  void numbersAreCutAtQuantilesOfTheReference() {
    var reference = NumericSample.of(IntStream.range(0, 100).asDoubleStream().toArray());
    var current = NumericSample.of(new double[] {-5, 9, 9.5, 1e9, Double.NaN});

    var cells = Cells.ofNumbers(reference, current, 10);

    assertThat(cells.size()).isEqualTo(10);
    assertThat(cells.names().getFirst()).isEqualTo("<= 9.0");
    assertThat(IntStream.range(0, 10).mapToLong(cells::reference)).containsOnly(10L);
    assertThat(IntStream.range(0, 10).mapToLong(cells::current))
        .containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(current.missing()).isEqualTo(1);
    assertThat(Cells.ofNumbers(NumericSample.of(new double[] {4, 4, 4}), current, 10).size())
        .isEqualTo(2);
  }

  @Property
  void dealingKeepsBothSizesAndEveryCell(@ForAll long seed) {
    var dealt = CELLS.dealt(new Random(seed));

    assertThat(dealt.referenceSize()).isEqualTo(100);
    assertThat(dealt.currentSize()).isEqualTo(100);
    for (int i = 0; i < CELLS.size(); i++) {
      assertThat(dealt.reference(i) + dealt.current(i))
          .isEqualTo(CELLS.reference(i) + CELLS.current(i));
    }
  }

  @Example
  void sparseCellsAreMadeOne() {
    var sparse = cells(new long[] {100, 3, 2, 1}, new long[] {90, 2, 3, 0});

    assertThat(sparse.isSparse()).isTrue();
    assertThat(sparse.lumped().names()).containsExactly("kind 0", Cells.OTHER);
    assertThat(sparse.lumped().current(1)).isEqualTo(5);
    assertThat(CELLS.isSparse()).isTrue();
  }

  @Example
  void kolmogorovsLawHasItsPublishedValues() {
    double n = 1e12;
    assertThat(KolmogorovSmirnov.critical(0.05, n, n) * Math.sqrt(n / 2))
        .isCloseTo(1.3580986, within(1e-6));
    assertThat(KolmogorovSmirnov.critical(0.01, n, n) * Math.sqrt(n / 2))
        .isCloseTo(1.6276236, within(1e-6));
    for (double x = 0.05; x < 3; x += 0.05) {
      double p = KolmogorovSmirnov.asymptotic(x * Math.sqrt(2 / n), n, n);
      assertThat(p)
          .isBetween(0.0, 1.0)
          .isGreaterThanOrEqualTo(
              KolmogorovSmirnov.asymptotic((x + 0.05) * Math.sqrt(2 / n), n, n));
    }
  }

  /** Distances of two samples of one law must exceed what chance explains as often as is said. */
  @Example
  void chanceExceedsItsQuantileAsOftenAsItSays() {
    int replicates = 250;
    int moved = 0;
    int heavy = 0;
    var bins = new EnumMap<CellDistance, Integer>(CellDistance.class);
    int sparse = 0;
    int kolmogorov = 0;
    for (int replicate = 0; replicate < replicates; replicate++) {
      var random = Replicates.random(replicate);
      long seed = random.nextLong();
      var normal = sample(random, 1_000, false);
      var now = sample(random, 400, false);
      moved += exceeds(normal, now, seed) ? 1 : 0;
      heavy += exceeds(sample(random, 1_000, true), sample(random, 400, true), seed) ? 1 : 0;
      kolmogorov += KolmogorovSmirnov.test(normal, now).pValue() <= 0.05 ? 1 : 0;
      var cells = Cells.ofNumbers(normal, now, 10);
      for (var distance : CellDistance.values()) {
        boolean far =
            distance.between(cells) > distance.ofChance(cells, 0.95, 100, seed).orElseThrow();
        bins.merge(distance, far ? 1 : 0, Integer::sum);
      }
      var many = cells(kinds(random, 100, 300), kinds(random, 100, 300));
      sparse += CellDistance.JENSEN_SHANNON.pValue(many, 100, seed) <= 0.05 ? 1 : 0;
    }

    int most = Replicates.atMost(0.05, replicates);
    int least = Replicates.atLeast(0.05, replicates);
    assertThat(moved).isBetween(least, most);
    assertThat(heavy).isBetween(least, most);
    assertThat(kolmogorov).isBetween(least, most);
    assertThat(sparse).isBetween(least, most);
    assertThat(bins.get(CellDistance.STABILITY_INDEX)).isBetween(least, most);
    assertThat(bins.get(CellDistance.KULLBACK_LEIBLER)).isBetween(least, most);
    assertThat(bins.get(CellDistance.JENSEN_SHANNON)).isBetween(least, most);
    assertThat(bins.get(CellDistance.HELLINGER)).isBetween(least, most);
    assertThat(bins.get(CellDistance.LARGEST)).as("an upper bound").isLessThanOrEqualTo(most);
  }

  private static boolean exceeds(NumericSample reference, NumericSample current, long seed) {
    return Wasserstein.distance(reference, current)
        > Wasserstein.ofChance(reference, current.size(), 0.95, 200, seed);
  }

  private static NumericSample sample(Random random, int rows, boolean heavy) {
    return NumericSample.of(
        IntStream.range(0, rows)
            .mapToDouble(i -> random.nextGaussian())
            .map(z -> heavy ? Math.exp(1.5 * z) : z)
            .toArray());
  }

  private static long[] kinds(Random random, int kinds, int rows) {
    var counts = new long[kinds];
    for (int i = 0; i < rows; i++) {
      counts[random.nextInt(kinds)]++;
    }
    return counts;
  }

  @Example
  void chanceOfNormalValuesIsWhatWasPublished() {
    var random = new Random(9);
    var reference = sample(random, 20_000, false);

    double quantile = Wasserstein.ofChance(reference, 5_000, 0.95, 4_000, 1);

    assertThat(quantile / Math.sqrt(1.0 / 20_000 + 1.0 / 5_000)).isBetween(2.0, 2.3);
  }

  @Example
  void whatIsNoSampleIsRefused() {
    var none = NumericSample.of(new double[] {Double.NaN, Double.POSITIVE_INFINITY});

    assertThat(none.size()).isZero();
    assertThat(none.missing()).isEqualTo(2);
    assertThatThrownBy(() -> KolmogorovSmirnov.test(none, A)).hasMessage("a sample has no values");
    assertThatThrownBy(() -> Wasserstein.distance(A, none)).hasMessage("a sample has no values");
    assertThatThrownBy(() -> cells(new long[] {-1}, new long[] {1}))
        .hasMessage("kind 0 is counted below 0");
    assertThatThrownBy(() -> new CategorySample(new TreeMap<>(Map.of("a", 0L)), 0))
        .hasMessage("a cannot occur 0 times");
  }
}
