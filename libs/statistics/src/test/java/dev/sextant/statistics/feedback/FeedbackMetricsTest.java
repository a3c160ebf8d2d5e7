package dev.sextant.statistics.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.drift.Cells;
import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.sequential.ClusterTotals;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is counted of a loop. */
final class FeedbackMetricsTest {
  private static final Exposures SHOWN =
      new Exposures(new TreeMap<>(Map.of("a", 5L, "b", 3L, "c", 2L)), 5);

  private static double value(Estimate estimate) {
    return ((Estimate.Value) estimate).value();
  }

  private static Exposures random(Random random, int catalogue) {
    var counts = new TreeMap<String, Long>();
    for (int item = 0; item < catalogue; item++) {
      long count = random.nextInt(20);
      if (count > 0) {
        counts.put("item " + item, count);
      }
    }
    return new Exposures(counts, catalogue);
  }

  @Example
  void goldenVector() {
    assertThat(value(SHOWN.gini())).isCloseTo(0.52, within(1e-12));
    assertThat(value(SHOWN.herfindahl())).isCloseTo(0.38, within(1e-12));
    assertThat(value(SHOWN.repeats())).isCloseTo(28 / 90.0, within(1e-12));
    assertThat(value(SHOWN.coverage())).isCloseTo(0.6, within(1e-12));
    assertThat(value(SHOWN.entropy())).isCloseTo(1.4854752972, within(1e-9));
    assertThat(value(new LabelOrigins(60, 30, 10).ownShare())).isCloseTo(0.6, within(1e-12));
    assertThat(value(new LabelOrigins(60, 30, 10).exploredShare())).isCloseTo(0.3, within(1e-12));
  }

  @Property
  void extremesAreWhatTheyShouldBe(@ForAll long seed) {
    int catalogue = 2 + new Random(seed).nextInt(50);
    var even = new TreeMap<String, Long>();
    for (int item = 0; item < catalogue; item++) {
      even.put("item " + item, 7L);
    }
    var all = new Exposures(even, catalogue);
    var one = new Exposures(new TreeMap<>(Map.of("item", 7L)), catalogue);

    assertThat(value(all.gini())).isCloseTo(0, within(1e-12));
    assertThat(value(all.herfindahl())).isCloseTo(1.0 / catalogue, within(1e-12));
    assertThat(value(all.entropy())).isCloseTo(Math.log(catalogue) / Math.log(2), within(1e-9));
    assertThat(value(one.gini())).isCloseTo(1 - 1.0 / catalogue, within(1e-12));
    assertThat(value(one.herfindahl())).isEqualTo(1);
    assertThat(value(one.repeats())).isEqualTo(1);
    assertThat(value(one.entropy())).isZero();
  }

  @Property
  void partsAddUpInAnyOrder(@ForAll long seed) {
    var random = new Random(seed);
    var one = random(random, 12);
    var other = random(random, 12);
    var third = random(random, 12);

    var all = one.merge(other).merge(third);

    assertThat(third.merge(one.merge(other))).isEqualTo(all);
    assertThat(Exposures.none(12).merge(all)).isEqualTo(all);
    assertThat(all.shown()).isEqualTo(one.shown() + other.shown() + third.shown());
    var labels = new LabelOrigins(random.nextInt(9), random.nextInt(9), random.nextInt(9));
    assertThat(LabelOrigins.NONE.merge(labels)).isEqualTo(labels);
  }

  @Property
  void namesDoNotMatterAndTenfoldCountsHardly(@ForAll long seed) {
    var plain = random(new Random(seed), 10);
    if (plain.counts().isEmpty()) {
      return;
    }
    var renamed = new TreeMap<String, Long>();
    plain.counts().forEach((item, count) -> renamed.put("z" + item.hashCode(), 10 * count));
    var tenfold = new Exposures(renamed, 10);

    assertThat(value(tenfold.gini())).isCloseTo(value(plain.gini()), within(1e-9));
    assertThat(value(tenfold.herfindahl())).isCloseTo(value(plain.herfindahl()), within(1e-9));
    assertThat(value(tenfold.entropy())).isCloseTo(value(plain.entropy()), within(1e-9));
    assertThat(value(tenfold.coverage())).isEqualTo(value(plain.coverage()));
  }

  @Example
  void fewExposuresMakeTheIndexLargeAndNotTheChanceOfARepeat() {
    double index = 0;
    double repeats = 0;
    for (int seed = 0; seed < 500; seed++) {
      var random = Replicates.random(seed);
      var counts = new TreeMap<String, Long>();
      for (int exposure = 0; exposure < 20; exposure++) {
        counts.merge("item " + random.nextInt(50), 1L, Long::sum);
      }
      index += value(new Exposures(counts, 50).herfindahl()) / 500;
      repeats += value(new Exposures(counts, 50).repeats()) / 500;
    }

    assertThat(index).isGreaterThan(0.06);
    assertThat(repeats).isCloseTo(0.02, within(0.004));
  }

  @Example
  void whatIsUndefinedIsSaidInWords() {
    var none = Exposures.none(5);

    for (var metric : List.of(none.gini(), none.herfindahl(), none.coverage(), none.entropy())) {
      assertThat(metric).isEqualTo(new Estimate.Undefined("nothing was shown"));
    }
    assertThat(new Exposures(new TreeMap<>(Map.of("a", 1L)), 1).repeats())
        .isEqualTo(new Estimate.Undefined("fewer than two items were shown"));
    assertThat(LabelOrigins.NONE.ownShare())
        .isEqualTo(new Estimate.Undefined("there are no labels"));
    assertThatThrownBy(() -> new Exposures(new TreeMap<>(Map.of("a", 1L)), 0))
        .hasMessage("1 items were shown out of a catalogue of 0");
    assertThatThrownBy(() -> none.merge(Exposures.none(6)))
        .hasMessage("catalogues of 5 and 6 items are not one");
    assertThatThrownBy(() -> new LabelOrigins(-1, 0, 0)).hasMessageContaining("cannot be counted");
  }

  @Example
  void predictionsOfTwoGenerationsAreComparedWithChance() {
    var names = List.of("a", "b", "c", "d");
    var cells = Cells.of(names, new long[] {50, 30, 20, 0}, new long[] {30, 40, 25, 5});
    var same = Cells.of(names, new long[] {50, 30, 20, 0}, new long[] {500, 300, 200, 0});

    var shift = PredictionShift.of(cells, 0.95, 200, 1).orElseThrow();
    var stays = PredictionShift.of(same, 0.95, 200, 1).orElseThrow();

    assertThat(shift.distance()).isCloseTo(0.2245093267, within(1e-9));
    assertThat(shift.divergence()).isGreaterThan(shift.divergenceOfChance());
    assertThat(shift.pValue()).isLessThan(0.05);
    assertThat(stays.divergence()).isLessThan(stays.divergenceOfChance());
    assertThat(stays.distance()).isLessThan(stays.distanceOfChance());
    assertThat(PredictionShift.of(Cells.of(names, new long[4], new long[4]), 0.95, 200, 1))
        .isEmpty();
  }

  @Example
  void exploringShowsWhatItsUnitsEarn() {
    var random = Replicates.random(1);
    var errors = new ErrorRates(0.05, 0.05);
    int users = 2_000;
    var gap = new ExploreGap(none(users), none(users));
    for (int day = 0; day < 5; day++) {
      gap = gap.merge(day(random, users));
    }

    assertThat(value(gap.share())).isCloseTo(0.1, within(0.01));
    var bounds = (Bounds.Interval) gap.bounds(0.1, errors);
    assertThat(bounds.lower()).isLessThan(-0.1);
    assertThat(bounds.upper()).isBetween(-0.1, 0.0);
    var nothing = new ExploreGap(none(9), none(9));
    assertThat(nothing.bounds(0.1, errors)).isInstanceOf(Bounds.Unavailable.class);
    assertThat(nothing.share()).isEqualTo(new Estimate.Undefined("there are no units"));
    assertThatThrownBy(() -> new ExploreGap(none(9), none(8)))
        .hasMessage("clusters differ in number: 9 and 8");
  }

  private static ClusterTotals none(int users) {
    return ClusterTotals.of(new double[users], new double[users]);
  }

  // A tenth is explored, and clicked ten points less often.
  private static ExploreGap day(Random random, int users) {
    var units = new double[2][users];
    var clicks = new double[2][users];
    for (int user = 0; user < users; user++) {
      int explored = random.nextInt(10) == 0 ? 1 : 0;
      units[explored][user] = 1;
      clicks[explored][user] = random.nextDouble() < 0.3 - 0.1 * explored ? 1 : 0;
    }
    return new ExploreGap(
        ClusterTotals.of(units[0], clicks[0]), ClusterTotals.of(units[1], clicks[1]));
  }
}
