package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Effects come from clusters alone, however their rows were ordered or merged. */
final class ClusterEffectsTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.05);

  /** Clusters with units and totals from a seed; some are absent. */
  private static ClusterTotals clusters(long seed, int count, double shift) {
    var random = new Random(seed);
    var units = new double[count];
    var totals = new double[count];
    for (int i = 0; i < count; i++) {
      units[i] = random.nextInt(6);
      totals[i] = units[i] * (shift + random.nextDouble());
    }
    units[0] = 1;
    units[1] = 2;
    return ClusterTotals.of(units, totals);
  }

  private static Effect.Measured measured(Effect effect) {
    assertThat(effect).isInstanceOf(Effect.Measured.class);
    return (Effect.Measured) effect;
  }

  private static Bounds.Interval interval(Bounds bounds) {
    assertThat(bounds).isInstanceOf(Bounds.Interval.class);
    return (Bounds.Interval) bounds;
  }

  @Example
  void aRatioHasTheErrorOfTheDeltaMethod() {
    // Three clusters: units 1, 2, 3 with totals 1, 0, 2; the ratio is 1/2, the residuals are
    // 1/2, -1, 1/2, and the variance is 3/2 * (1/4 + 1 + 1/4) / 36.
    var arm = ClusterTotals.of(new double[] {1, 2, 3}, new double[] {1, 0, 2});

    var effect = measured(Effects.paired(arm));

    assertThat(effect.value()).isCloseTo(0.5, within(1e-15));
    assertThat(effect.standardError()).isCloseTo(Math.sqrt(1.5 * 1.5 / 36), within(1e-15));
    assertThat(effect.clusters()).isEqualTo(3);
    assertThat(effect.effective()).isCloseTo(9.0 / 5, within(1e-12));
  }

  @Example
  void clustersOfOneUnitHaveTheErrorOfTwoMeans() {
    var random = new Random(5);
    double[] a = random.doubles(50).toArray();
    double[] b =
        DoubleStream.concat(DoubleStream.generate(() -> 0).limit(50), random.doubles(80)).toArray();
    double[] sums = Arrays.copyOf(a, 130);
    var first = new double[130];
    Arrays.fill(first, 0, 50, 1);
    var second = new double[130];
    Arrays.fill(second, 50, 130, 1);

    var effect =
        measured(Effects.difference(ClusterTotals.of(first, sums), ClusterTotals.of(second, b)));

    assertThat(effect.standardError())
        .isCloseTo(
            Math.sqrt(variance(a) / 50 + variance(Arrays.copyOfRange(b, 50, 130)) / 80),
            within(1e-12));
  }

  private static double variance(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    return Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum() / (numbers.length - 1);
  }

  @Property(tries = 200)
  void partsMergeToTheWhole(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    var stable = clusters(seed, count, 0);
    var candidate = clusters(seed + 1, count, 0.1);
    var more = clusters(seed + 2, count, 0.2);

    var there = measured(Effects.difference(stable, candidate.merge(more)));
    var back = measured(Effects.difference(more.merge(candidate), stable));

    assertThat(there.value()).isCloseTo(-back.value(), within(1e-9));
    assertThat(there.standardError()).isCloseTo(back.standardError(), within(1e-9));
  }

  @Property(tries = 200)
  void clustersMayBeNumberedInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    var stable = clusters(seed, count, 0);
    var candidate = clusters(seed + 1, count, 0.1);

    var effect = measured(Effects.difference(stable, candidate));
    var reversed = measured(Effects.difference(reversed(stable), reversed(candidate)));

    assertThat(reversed.value()).isCloseTo(effect.value(), within(1e-9));
    assertThat(reversed.standardError()).isCloseTo(effect.standardError(), within(1e-9));
  }

  private static ClusterTotals reversed(ClusterTotals totals) {
    int count = totals.size();
    var units = new double[count];
    var sums = new double[count];
    for (int i = 0; i < count; i++) {
      units[i] = totals.units(count - 1 - i);
      sums[i] = totals.total(count - 1 - i);
    }
    return ClusterTotals.of(units, sums);
  }

  @Property(tries = 200)
  void anotherUnitOfMeasureScalesEverything(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int count,
      @ForAll @Scale(10) @DoubleRange(min = 0.001, max = 1_000) double scale) {
    var stable = clusters(seed, count, 1);
    var candidate = clusters(seed + 1, count, 1.1);

    var plain = measured(Effects.difference(stable, candidate));
    var scaled = measured(Effects.difference(scaled(stable, scale), scaled(candidate, scale)));

    assertThat(scaled.value()).isCloseTo(scale * plain.value(), within(1e-9 * scale));
    assertThat(scaled.standardError())
        .isCloseTo(scale * plain.standardError(), within(1e-9 * scale));
    if (Effects.relative(stable, candidate) instanceof Effect.Measured relative) {
      var same = measured(Effects.relative(scaled(stable, scale), scaled(candidate, scale)));
      assertThat(same.value()).isCloseTo(relative.value(), within(1e-9));
      assertThat(same.standardError()).isCloseTo(relative.standardError(), within(1e-9));
    }
  }

  private static ClusterTotals scaled(ClusterTotals totals, double scale) {
    var units = new double[totals.size()];
    var sums = new double[totals.size()];
    for (int i = 0; i < units.length; i++) {
      units[i] = totals.units(i);
      sums[i] = scale * totals.total(i);
    }
    return ClusterTotals.of(units, sums);
  }

  @Example
  void strataKeepNightAndDayApart() {
    // Night: 5 % of the traffic, 1 % failures; peak: 50 %, 4 %. The arms are the same.
    var night = new Effects.Stratum(0.5, rate(950, 0.01), rate(50, 0.01));
    var peak = new Effects.Stratum(0.5, rate(500, 0.04), rate(500, 0.04));

    var stratified = measured(Effects.stratified(List.of(night, peak)));
    var pooled =
        measured(
            Effects.difference(
                night.stable().merge(peak.stable()), night.candidate().merge(peak.candidate())));

    assertThat(stratified.value()).isCloseTo(0, within(1e-12));
    assertThat(pooled.value()).isCloseTo(0.0373 - 0.0203, within(1e-4));
  }

  // A hundred clusters that share the units; the failures lie in every cluster alike.
  private static ClusterTotals rate(double units, double rate) {
    var each = new double[100];
    var failures = new double[100];
    Arrays.fill(each, units / 100);
    Arrays.fill(failures, units / 100 * rate);
    return ClusterTotals.of(each, failures);
  }

  @Example
  void whatWasKnownBeforeNarrowsTheError() {
    var random = new Random(3);
    int count = 2_000;
    var units = new double[2][count];
    var totals = new double[2][count];
    var before = new double[count];
    var beforeUnits = new double[count];
    Arrays.fill(beforeUnits, 10);
    for (int i = 0; i < count; i++) {
      double habit = random.nextGaussian();
      int arm = i % 2;
      units[arm][i] = 10;
      totals[arm][i] = 10 * (habit + 0.2 * random.nextGaussian() + 0.1 * arm);
      before[i] = 10 * (habit + 0.2 * random.nextGaussian());
    }
    var stable = ClusterTotals.of(units[0], totals[0]);
    var candidate = ClusterTotals.of(units[1], totals[1]);

    var plain = measured(Effects.difference(stable, candidate));
    var adjusted =
        measured(Effects.adjusted(stable, candidate, ClusterTotals.of(beforeUnits, before)));

    // The habit explains 1 of the variance of 1.04; what is left is 0.04 + 0.04 * about 0.96.
    assertThat(adjusted.standardError() / plain.standardError())
        .isCloseTo(Math.sqrt(0.0785 / 1.04), within(0.02));
    assertThat(adjusted.value()).isCloseTo(0.1, within(4 * adjusted.standardError()));
    assertThat(adjusted.standardError()).isCloseTo(0.28 * 2 / Math.sqrt(2_000), within(0.001));
  }

  @Property(tries = 200)
  void aPastThatTellsNothingChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    var stable = clusters(seed, count, 0);
    var candidate = clusters(seed + 1, count, 0.1);
    var flat = new double[count];
    Arrays.fill(flat, 3);

    var plain = measured(Effects.difference(stable, candidate));
    var adjusted = measured(Effects.adjusted(stable, candidate, ClusterTotals.of(flat, flat)));

    assertThat(adjusted.value()).isCloseTo(plain.value(), within(1e-12));
    assertThat(adjusted.standardError()).isCloseTo(plain.standardError(), within(1e-9));
  }

  @Property(tries = 300)
  void boundsAreFiniteOrUnavailable(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 200) int count,
      @ForAll @Scale(10) @DoubleRange(min = 1e-6, max = 0.4) double margin) {
    var stable = clusters(seed, count, 0);
    var candidate = clusters(seed + 1, count, -0.2);

    var effect = Effects.difference(stable, candidate);
    var bounds = InformationSequence.forMargin(margin).bounds(effect, ERRORS);

    if (bounds instanceof Bounds.Interval interval) {
      assertThat(interval.lower()).isLessThan(interval.estimate());
      assertThat(interval.upper()).isGreaterThan(interval.estimate());
      var wider = InformationSequence.forMargin(margin).bounds(effect, ERRORS.times(0.5));
      assertThat(interval(wider).upper()).isGreaterThanOrEqualTo(interval.upper());
      assertThat(interval(wider).lower()).isLessThanOrEqualTo(interval.lower());
    }
  }

  @Property(tries = 200)
  void theBoundBelowReachesTheTarget(
      @ForAll @Scale(10) @DoubleRange(min = 1e-6, max = 1e9) double information,
      @ForAll @Scale(10) @DoubleRange(min = 1e-6, max = 0.4) double margin,
      @ForAll @Scale(10) @DoubleRange(min = 1e-9, max = 0.4) double rate) {
    var sequence = InformationSequence.forMargin(margin);

    double distance = sequence.distance(information, rate);

    assertThat(sequence.distance(4 * information, rate)).isLessThan(distance);
    assertThat(sequence.distance(information, rate / 2)).isGreaterThan(distance);
  }

  @Property(tries = 200)
  void aLuckyCandidateIsJudgedByTheSpreadOfTheRateThatIsTested(
      @ForAll @Scale(10) @DoubleRange(min = 1e-4, max = 0.5) double rate,
      @ForAll @Scale(10) @DoubleRange(min = 1e-4, max = 0.1) double error,
      @ForAll @DoubleRange(min = 1, max = 5) double z) {
    var lucky = new Effect.Measured(0, error, 500, 100, new Effect.Part(rate, error));
    var plain = new Effect.Measured(0, error, 500, 100, Effect.Part.NONE);

    double above = PlannedLooks.above(lucky, z);

    assertThat(above / lucky.standardErrorAt(above)).isCloseTo(z, within(1e-6));
    assertThat(above).isGreaterThan(PlannedLooks.above(plain, z));
    assertThat(lucky.standardErrorAt(-1)).isEqualTo(error);
  }

  @Example
  void whatIsTooFewIsSaidWithANumber() {
    var few = new Effect.Measured(0, 0.1, 12, 12, Effect.Part.NONE);
    var rare = new Effect.Measured(0, 0.1, 1_000, 3, Effect.Part.NONE);
    var flat = new Effect.Measured(0, 0, 1_000, 1_000, Effect.Part.NONE);
    var sequence = InformationSequence.forMargin(0.01);
    var looks =
        new PlannedLooks(List.of(0.5, 1.0), GroupSequential.Spending.OBRIEN_FLEMING, ERRORS);

    for (var effect : List.of(few, rare, flat)) {
      assertThat(looks.bounds(1, effect)).isEqualTo(sequence.bounds(effect, ERRORS));
    }
    var unavailable = (Bounds.Unavailable) sequence.bounds(few, ERRORS);
    assertThat(unavailable.missing())
        .isEqualTo("12 clusters of the smaller arm have units, 30 are needed");
    assertThat(unavailable.needed()).hasValue(18);
    assertThat(((Bounds.Unavailable) sequence.bounds(rare, ERRORS)).missing())
        .startsWith("3 clusters of the smaller arm share the events evenly enough, 30");
    assertThat(sequence.bounds(flat, ERRORS))
        .isEqualTo(
            Bounds.Unavailable.because("no cluster differs from another: the error is unknown"));
    assertThat(Effects.difference(ClusterTotals.of(new double[100], new double[100]), rate(1, 0)))
        .isInstanceOf(Effect.Unmeasured.class);
  }

  @Example
  void whatIsNoClusterIsRefused() {
    assertThatThrownBy(() -> ClusterTotals.of(new double[] {0}, new double[] {1}))
        .hasMessage("cluster 0 cannot have 0.0 units with a total of 1.0");
    assertThatThrownBy(() -> ClusterTotals.of(new double[] {1}, new double[] {Double.NaN}))
        .hasMessage("cluster 0 cannot have 1.0 units with a total of NaN");
    assertThatThrownBy(() -> rate(1, 0).merge(ClusterTotals.of(new double[1], new double[1])))
        .hasMessage("clusters differ in number: 100 and 1");
  }
}
