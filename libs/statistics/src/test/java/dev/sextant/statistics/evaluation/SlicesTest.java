package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Slices that are worse are found, those that are not are called so as seldom as was asked. */
final class SlicesTest {
  private static final int ROWS = 2_000;

  private static double[] noise(Random random) {
    return random.doubles(ROWS).toArray();
  }

  private static SliceFeature names(String column, Random random, int kinds) {
    return new SliceFeature.Names(
        column, random.ints(ROWS, 0, kinds).mapToObj(k -> k == 0 ? "" : "v" + k).toList());
  }

  private static SliceFeature numbers(String column, Random random) {
    return new SliceFeature.Numbers(
        column, random.doubles(ROWS).map(x -> x < 0.15 ? Double.NaN : x).toArray());
  }

  @Example
  void aWorseCellOfTwoFeaturesIsFoundAndNamed() {
    var random = new Random(1);
    var zone = names("zone", random, 4);
    var distance = numbers("distance", random);
    double[] loss = noise(random);
    boolean[] bad =
        and(zone.slices().get("zone = v2"), distance.slices().get("distance is missing"));
    boolean[] worse = zone.slices().get("zone = v1");
    for (int i = 0; i < ROWS; i++) {
      loss[i] += (worse[i] ? 0.3 : 0) + (bad[i] ? 2 : 0);
    }

    var found = new Slices(loss, Units.rows(ROWS), 20).search(List.of(zone, distance), 0.05);

    assertThat(found.worse())
        .extracting(Slices.Slice.Compared::name)
        .contains("zone = v1", "zone = v2 and distance is missing")
        .doesNotContain("zone = v3", "zone is missing");
    assertThat(found.compared() + found.tooSmall()).isEqualTo(4 + 5 + 20);
    assertThat(found.worse().getFirst().pValue()).isLessThan(1e-6);
  }

  private static boolean[] and(boolean[] one, boolean[] other) {
    var both = new boolean[one.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = one[i] && other[i];
    }
    return both;
  }

  @Example
  void whereNothingIsWorseLittleIsFound() {
    int anything = 0;
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      var found =
          new Slices(noise(random), Units.rows(ROWS), 50)
              .search(
                  List.of(names("zone", random, 4), names("kind", random, 3), numbers("x", random)),
                  0.05);
      anything += found.worse().isEmpty() ? 0 : 1;
    }

    // With no slice worse, any finding is false: Binomial(100, 0.05) exceeds 14 about once in 1e4.
    assertThat(anything).isLessThanOrEqualTo(14);
  }

  @Example
  void rowsOfAUnitAreNotTakenForFreshOnes() {
    int byUnits = 0;
    int byRows = 0;
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      int[] unit = IntStream.range(0, ROWS).map(i -> i / 20).toArray();
      double[] own = random.doubles(ROWS / 20).toArray();
      double[] loss = Arrays.stream(unit).mapToDouble(u -> own[u]).toArray();
      boolean[] odd = new boolean[ROWS];
      for (int i = 0; i < ROWS; i++) {
        odd[i] = unit[i] % 2 == 1;
      }
      byUnits += pValue(loss, Units.of(unit), odd) <= 0.05 ? 1 : 0;
      byRows += pValue(loss, Units.rows(ROWS), odd) <= 0.05 ? 1 : 0;
    }

    // Binomial(200, 0.05) exceeds 22 with a chance below 1e-4.
    assertThat(byUnits).isBetween(1, 22);
    assertThat(byRows).as("rows for units err").isGreaterThan(50);
  }

  private static double pValue(double[] loss, Units units, boolean[] member) {
    return ((Slices.Slice.Compared) new Slices(loss, units, 1).declared("odd", member)).pValue();
  }

  @Example
  void aSliceIsComparedWithTheOthersAndNotWithAll() {
    double[] loss = new double[200];
    boolean[] member = new boolean[200];
    for (int i = 0; i < 200; i++) {
      member[i] = i < 100;
      loss[i] = (member[i] ? 3 : 1) + i % 2;
    }

    var slice =
        (Slices.Slice.Compared) new Slices(loss, Units.rows(200), 1).declared("first", member);

    assertThat(slice.difference()).isCloseTo(2, within(1e-12));
    assertThat(slice.shareOfLoss()).isCloseTo(350.0 / 500, within(1e-12));
    assertThat(slice.rows()).isEqualTo(100);
  }

  @Property(tries = 100)
  void theOrderOfRowsMeansNothing(@ForAll long seed) {
    var random = new Random(seed);
    var rows = new ArrayList<Integer>();
    for (int i = 0; i < 300; i++) {
      rows.add(i);
    }
    double[] loss = random.doubles(300).toArray();
    boolean[] member = new boolean[300];
    for (int i = 0; i < 300; i++) {
      member[i] = random.nextBoolean();
    }
    Collections.shuffle(rows, random);
    boolean[] turned = new boolean[300];
    for (int i = 0; i < 300; i++) {
      turned[i] = member[rows.get(i)];
    }
    double[] turnedLoss = rows.stream().mapToDouble(i -> loss[i]).toArray();

    double p = pValue(loss, Units.rows(300), member);

    assertThat(pValue(turnedLoss, Units.rows(300), turned)).isCloseTo(p, within(1e-9));
  }

  @Example
  void whatIsTooSmallIsSaid() {
    var slices = new Slices(new double[100], Units.rows(100), 10);
    var few = new boolean[100];
    Arrays.fill(few, 0, 9, true);
    var clustered =
        new Slices(
            new double[100], Units.of(IntStream.range(0, 100).map(i -> i / 4).toArray()), 10);
    var half = new boolean[100];
    Arrays.fill(half, 0, 50, true);

    assertThat(slices.declared("few", few))
        .isEqualTo(
            new Slices.Slice.Inconclusive("few", "it has 9 rows and leaves 91, 10 are asked for"));
    assertThat(slices.declared("none", new boolean[100]))
        .isInstanceOf(Slices.Slice.Inconclusive.class);
    assertThat(clustered.declared("half", half))
        .isEqualTo(
            new Slices.Slice.Inconclusive("half", "it has 13 units and leaves 13, 30 are needed"));
    assertThat(slices.declared("half", half))
        .isEqualTo(
            new Slices.Slice.Inconclusive(
                "half", "no unit differs from another: the error is unknown"));
    assertThat(slices.search(List.of(), 0.05)).isEqualTo(new Slices.Found(List.of(), 0, 0));
    assertThatThrownBy(() -> new Slices(new double[] {Double.NaN}, Units.rows(1), 1))
        .hasMessage("row 0 is NaN; leave out rows without a value");
  }

  @Example
  void numbersAreCutWhereTheyOccurAndMissingIsASlice() {
    var few = new SliceFeature.Numbers("x", new double[] {1, 1, 1, 1, 2, 3, Double.NaN, -0.0});

    assertThat(few.slices().keySet())
        .containsExactly("1.0 <= x < 2.0", "2.0 <= x", "x < 1.0", "x is missing");
    assertThat(new SliceFeature.Numbers("x", new double[] {4, 4}).slices().keySet())
        .containsExactly("x");
    assertThat(new SliceFeature.Numbers("x", new double[0]).slices()).isEmpty();
  }
}
