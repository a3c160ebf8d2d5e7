package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** What holds for the sequences of single numbers, for any counts. */
final class SequencesPropertyTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  private static double[] numbers(long seed, int count) {
    var random = new Random(seed);
    double scale = random.nextDouble();
    return random.doubles(count).map(x -> random.nextInt(3) == 0 ? scale * x : 0).toArray();
  }

  private static void assertProbabilities(double lower, double seen, double upper) {
    assertThat(lower).isBetween(0.0, seen + 1e-9);
    assertThat(upper).isBetween(seen - 1e-9, 1.0);
  }

  @Property(tries = 300)
  void betaBinomialBoundsHoldWhatWasSeen(
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long trials,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share,
      @ForAll @Scale(10) @DoubleRange(min = 1e-9, max = 0.9) double rate) {
    long events = Math.round(share * trials);
    double seen = trials == 0 ? 0.5 : (double) events / trials;

    var interval = BetaBinomial.interval(events, trials, rate);

    assertProbabilities(interval.lower(), seen, interval.upper());
    assertProbabilities(
        BetaBinomial.lower(events, trials, rate), seen, BetaBinomial.upper(events, trials, rate));
  }

  @Property(tries = 200)
  void everythingBeyondABetaBinomialBoundIsContradicted(
      @ForAll @IntRange(min = 1, max = 3_000) int trials,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share) {
    long events = (long) (share * share * share * trials);
    double upper = BetaBinomial.upper(events, trials, 0.05);

    for (int i = 1; i < 100; i++) {
      double beyond = upper + (1 - upper) * i / 100;
      if (beyond > upper && beyond < 1) {
        assertThat(BetaBinomial.oneSided(events, trials, beyond))
            .isGreaterThanOrEqualTo(-Math.log(0.05) - 1e-9);
      }
    }
  }

  @Property(tries = 200)
  void betaBinomialIsSymmetricAndMonotonous(
      @ForAll @LongRange(min = 1, max = 100_000) long trials,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share,
      @ForAll @Scale(10) @DoubleRange(min = 0.001, max = 0.2) double rate) {
    long events = Math.min(trials - 1, Math.round(share * trials));

    double upper = BetaBinomial.upper(events, trials, rate);

    assertThat(BetaBinomial.lower(trials - events, trials, rate)).isEqualTo(1 - upper);
    assertThat(BetaBinomial.upper(events + 1, trials, rate)).isGreaterThanOrEqualTo(upper - 1e-9);
    assertThat(BetaBinomial.upper(events, trials + 1, rate)).isLessThanOrEqualTo(upper + 1e-9);
    assertThat(BetaBinomial.upper(events, trials, rate / 2)).isGreaterThanOrEqualTo(upper - 1e-9);
    assertThat(upper)
        .isLessThanOrEqualTo(BetaBinomial.interval(events, trials, rate / 2).upper() + 1e-9);
  }

  @Property(tries = 200)
  void bettingIsSymmetricAndBlindToOrder(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int count) {
    double[] numbers = numbers(seed, count);
    double[] shuffled = numbers.clone();
    var random = new Random(seed + 1);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double kept = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = kept;
    }
    double[] mirrored = Arrays.stream(numbers).map(x -> 1 - x).toArray();

    double upper = BettingMean.upper(numbers, 0.05);

    assertThat(BettingMean.upper(shuffled, 0.05)).isEqualTo(upper);
    assertThat(BettingMean.lower(mirrored, 0.05)).isCloseTo(1 - upper, within(1e-9));
    double mean = Arrays.stream(numbers).average().orElse(0.5);
    assertProbabilities(BettingMean.lower(numbers, 0.05), mean, upper);
    assertThat(BettingMean.upper(numbers, 0.01)).isGreaterThanOrEqualTo(upper - 1e-9);
  }

  @Property(tries = 100)
  void everythingBeyondABettingBoundIsContradicted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count) {
    double[] numbers = numbers(seed, count);
    double upper = BettingMean.upper(numbers, 0.05);

    for (int i = 1; i < 50; i++) {
      double beyond = upper + (1 - upper) * i / 50;
      if (beyond > upper) {
        assertThat(BettingMean.logWealth(Sample.of(numbers), beyond))
            .isGreaterThanOrEqualTo(-Math.log(0.05) - 1e-9);
      }
    }
  }

  @Property(tries = 100)
  void largerNumbersHaveLargerBounds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double more) {
    double[] numbers = numbers(seed, count);
    double[] larger = Arrays.stream(numbers).map(x -> x + more * (1 - x)).toArray();

    assertThat(BettingMean.upper(larger, 0.05))
        .isGreaterThanOrEqualTo(BettingMean.upper(numbers, 0.05) - 1e-9);
    assertThat(BettingMean.lower(larger, 0.05))
        .isGreaterThanOrEqualTo(BettingMean.lower(numbers, 0.05) - 1e-9);
  }

  @Property(tries = 200)
  void empiricalBernsteinIsSymmetric(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 300) int count,
      @ForAll @Scale(10) @DoubleRange(min = 1e-6, max = 0.5) double rate) {
    var state = EmpiricalBernstein.START;
    var mirrored = EmpiricalBernstein.START;
    for (double number : numbers(seed, count)) {
      state = state.and(number);
      mirrored = mirrored.and(1 - number);
    }

    double mean = count == 0 ? 0.5 : state.sum() / count;
    assertProbabilities(state.lower(rate), mean, state.upper(rate));
    assertThat(mirrored.lower(rate)).isCloseTo(1 - state.upper(rate), within(1e-9));
    assertThat(mirrored.upper(rate)).isCloseTo(1 - state.lower(rate), within(1e-9));
    assertThat(state.upper(rate / 2)).isGreaterThanOrEqualTo(state.upper(rate) - 1e-9);
  }

  @Property(tries = 200)
  void theBernsteinDistanceReachesTheTarget(
      @ForAll @IntRange(min = 1, max = 1_000_000) int count,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double share,
      @ForAll @Scale(10) @DoubleRange(min = 1e-9, max = 0.5) double rate) {
    double surprise = share * count;
    var state = new EmpiricalBernstein(count, count / 2.0, surprise);

    double distance = state.upper(rate) * count - count / 2.0;

    if (state.upper(rate) < 1) {
      assertThat(EmpiricalBernstein.logMixture(distance + surprise, surprise))
          .isCloseTo(-Math.log(rate), within(1e-4));
    }
  }

  @Property(tries = 200)
  void armsThatChangePlacesChangeTheSign(
      @ForAll @IntRange(min = 1, max = 5_000) int stableTrials,
      @ForAll @IntRange(min = 1, max = 5_000) int candidateTrials,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double stableShare,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double candidateShare) {
    long stable = Math.round(stableShare * stableTrials);
    long candidate = Math.round(candidateShare * candidateTrials);
    var same = new ErrorRates(0.05, 0.05);

    var there =
        (Bounds.Interval)
            ArmDifference.ofIndependentTrials(
                stable, stableTrials, candidate, candidateTrials, same);
    var back =
        (Bounds.Interval)
            ArmDifference.ofIndependentTrials(
                candidate, candidateTrials, stable, stableTrials, same);

    assertThat(there.lower()).isCloseTo(-back.upper(), within(1e-9));
    assertThat(there.upper()).isCloseTo(-back.lower(), within(1e-9));
    assertThat(there.lower()).isLessThanOrEqualTo(there.estimate() + 1e-9);
    assertThat(there.upper()).isGreaterThanOrEqualTo(there.estimate() - 1e-9);
  }

  @Property
  void anIntersectionOnlyNarrows(
      @ForAll @DoubleRange(min = -1, max = 1) double first,
      @ForAll @DoubleRange(min = -1, max = 1) double second,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double width) {
    var one = new Bounds.Interval("Test", first, first - width, first + width, new TreeMap<>());
    var two = new Bounds.Interval("Test", second, second - width, second + width, new TreeMap<>());
    var none = Bounds.Unavailable.because("no events");

    var both = RunningIntersection.START.and(none).and(one).and(two).and(none);

    var interval = (Bounds.Interval) both.bounds(none);
    assertThat(interval.lower()).isEqualTo(Math.max(one.lower(), two.lower()));
    assertThat(interval.upper()).isEqualTo(Math.min(one.upper(), two.upper()));
    assertThat(both.and(two).bounds(none)).isEqualTo(both.and(two).and(two).bounds(none));
    assertThat(RunningIntersection.START.and(none).bounds(none)).isEqualTo(none);
  }

  @Property
  void theMixtureTestLooksBothWaysAndNeverTakesBack(
      @ForAll @DoubleRange(min = -10, max = 10) double mean,
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long pairs,
      @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double before) {
    var test = new MixtureTest(2, 0.1);

    assertThat(test.logRatio(-mean, pairs)).isEqualTo(test.logRatio(mean, pairs));
    assertThat(test.logRatio(mean * 1.5, pairs)).isGreaterThanOrEqualTo(test.logRatio(mean, pairs));
    assertThat(test.pValue(before, mean, pairs)).isBetween(0.0, before);
  }

  @Property
  void theAsymptoticSequenceScalesWithItsError(
      @ForAll @Scale(10) @DoubleRange(min = 1e-9, max = 1e9) double error,
      @ForAll @DoubleRange(min = 1, max = 1e12) double units,
      @ForAll @Scale(10) @DoubleRange(min = 1e-9, max = 0.5) double rate) {
    var sequence = new AsymptoticSequence(5_000, rate);

    double width = sequence.halfWidth(error, units);

    assertThat(sequence.halfWidth(2 * error, units) / width).isCloseTo(2, within(1e-9));
    assertThat(sequence.pValue(width, error, units)).isCloseTo(rate, within(1e-6));
    assertThat(sequence.pValue(0, error, units)).isEqualTo(1);
  }

  @Property
  void rightAssignmentsAreNoMismatch(
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long units,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double weight,
      @ForAll @LongRange(min = 0, max = 1_000_000L) long more) {
    double[] weights = {weight, 1 - weight};
    double[] mirrored = {1 - weight, weight};
    long first = Math.round(weight * units);
    long[] right = {first, units - first};
    long[] wrong = {first + more, units - first};
    long[] backwards = {units - first, first + more};

    double evidence = SampleRatio.USUAL.logEvidence(weights, wrong);

    assertThat(SampleRatio.USUAL.logEvidence(weights, right)).isLessThanOrEqualTo(0.02);
    assertThat(evidence).isNotNaN();
    assertThat(SampleRatio.USUAL.logEvidence(mirrored, backwards))
        .isCloseTo(evidence, within(1e-6 * (1 + Math.abs(evidence))));
    assertThat(SampleRatio.USUAL.pValue(0.5, weights, wrong)).isBetween(0.0, 0.5);
  }

  @Example
  void anArmWithoutWeightMustStayEmpty() {
    double[] weights = {1, 0};

    assertThat(SampleRatio.USUAL.pValue(1, weights, new long[] {100, 0})).isEqualTo(1);
    double p = SampleRatio.USUAL.pValue(1, weights, new long[] {100, 1});
    assertThat(p).isZero();
    assertThat(SampleRatio.USUAL.mismatch(p, weights, new long[] {100, 1}).orElseThrow().reason())
        .isEqualTo(
            "units were assigned [100, 1] where the weights are [1.0, 0.0] (sequential p = 0.0)");
    assertThat(SampleRatio.USUAL.mismatch(0.002, weights, new long[] {100, 0})).isEmpty();
  }

  @Example
  void whatIsNoSampleIsRefused() {
    assertThatThrownBy(() -> BetaBinomial.upper(3, 2, 0.05))
        .hasMessage("3 events cannot come from 2 trials");
    assertThatThrownBy(() -> BetaBinomial.upper(1, 2, 0))
        .hasMessage("an error rate lies between 0 and 1, unlike 0.0");
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> BettingMean.upper(new double[] {0.5, bad}, 0.05))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> EmpiricalBernstein.START.and(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new AsymptoticSequence(5_000, 0.05).halfWidth(0, 10))
        .hasMessage("a sequence needs units and a standard error above 0, not 10.0 and 0.0");
    assertThatThrownBy(() -> SampleRatio.USUAL.logEvidence(new double[] {0, 0}, new long[2]))
        .hasMessage("every weight is 0");
    assertThatThrownBy(() -> LookSpending.at(0, ERRORS))
        .hasMessage("looks are numbered from 1, not 0");
    assertThat(ArmDifference.ofIndependentTrials(0, 0, 0, 5, ERRORS))
        .isEqualTo(Bounds.Unavailable.because("an arm has no units"));
  }

  @Example
  void looksSpendNoMoreThanTheWhole() {
    double spent = 0;
    for (int look = 1; look <= 10_000; look++) {
      spent += LookSpending.at(look, ERRORS).falsePromotion();
    }

    assertThat(spent).isBetween(0.0499, 0.05);
  }
}
