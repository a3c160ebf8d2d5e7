package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.sequential.GroupSequential.Spending;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Boundaries spend what they may, wherever the looks lie. */
final class GroupSequentialTest {

  private static double[] fractions(long seed, int looks) {
    double[] fractions = new Random(seed).doubles(looks, 0.01, 1).sorted().toArray();
    fractions[looks - 1] = 1;
    return fractions;
  }

  @Property(tries = 50)
  void anEarlierLookDoesNotChangeWithThoseThatFollow(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int looks) {
    double[] fractions = fractions(seed, looks);
    for (var spending : Spending.values()) {
      var plan = new GroupSequential(0.05, spending);

      double[] all = plan.boundaries(fractions);

      assertThat(all).doesNotContain(Double.NaN);
      assertThat(plan.boundaries(Arrays.copyOf(fractions, looks - 1)))
          .isEqualTo(Arrays.copyOf(all, looks - 1));
      assertThat(all[looks - 1]).isGreaterThanOrEqualTo(Numbers.normalQuantile(0.05) - 1e-6);
    }
  }

  @Property(tries = 100)
  void spendingRisesToTheWhole(
      @ForAll @DoubleRange(min = 0, max = 1) double fraction,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double rate) {
    for (var spending : Spending.values()) {
      var plan = new GroupSequential(rate, spending);

      assertThat(plan.spent(fraction)).isBetween(0.0, rate + 1e-12);
      assertThat(plan.spent(fraction + 0.01)).isGreaterThanOrEqualTo(plan.spent(fraction) - 1e-12);
      assertThat(plan.spent(1)).isCloseTo(rate, within(1e-9));
      assertThat(plan.spent(7)).isCloseTo(rate, within(1e-9));
      assertThat(plan.spent(0)).isZero();
    }
  }

  @Example
  void aWalkWithoutEffectCrossesAsOftenAsItMay() {
    double[] fractions = {0.1, 0.3, 0.35, 0.7, 1};
    var random = new Random(11);
    for (var spending : Spending.values()) {
      double[] boundaries = new GroupSequential(0.05, spending).boundaries(fractions);
      int crossed = 0;
      for (int replicate = 0; replicate < 100_000; replicate++) {
        double sum = 0;
        double before = 0;
        for (int look = 0; look < fractions.length; look++) {
          sum += Math.sqrt(fractions[look] - before) * random.nextGaussian();
          before = fractions[look];
          if (sum >= boundaries[look] * Math.sqrt(before)) {
            crossed++;
            break;
          }
        }
      }

      // Four standard errors of 100,000 tosses at 5 %.
      assertThat(crossed / 100_000.0).isCloseTo(0.05, within(0.0028));
    }
  }

  @Example
  void aLookThatAddsNothingSpendsNothing() {
    var plan = new GroupSequential(0.05, Spending.POCOCK);

    double[] boundaries = plan.boundaries(0.5, 0.5, 1);

    assertThat(boundaries[1]).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(boundaries[2]).isEqualTo(plan.boundaries(0.5, 1)[1]);
    assertThatThrownBy(() -> plan.boundaries(0.5, 0.4))
        .hasMessage("fractions lie above 0 and do not fall, unlike [0.5, 0.4]");
  }

  @Example
  void plannedLooksUseTheBoundaryOfTheirLook() {
    var errors = new ErrorRates(0.05, 0.01);
    var looks = new PlannedLooks(List.of(0.25, 1.0), Spending.OBRIEN_FLEMING, errors);
    var effect = new Effect.Measured(0.02, 0.01, 100, 100, Effect.Part.NONE);

    var last = (Bounds.Interval) looks.bounds(2, effect);

    var up = new GroupSequential(0.05, Spending.OBRIEN_FLEMING).boundaries(0.25, 1);
    var down = new GroupSequential(0.01, Spending.OBRIEN_FLEMING).boundaries(0.25, 1);
    assertThat(last.upper()).isCloseTo(0.02 + 0.01 * up[1], within(1e-12));
    assertThat(last.lower()).isCloseTo(0.02 - 0.01 * down[1], within(1e-12));
    assertThatThrownBy(() -> looks.bounds(3, effect))
        .hasMessage("there are 2 looks, and none numbered 3");
    assertThatThrownBy(() -> new PlannedLooks(List.of(0.5, 0.5), Spending.OBRIEN_FLEMING, errors))
        .hasMessage("looks rise to 1, unlike [0.5, 0.5]");
  }
}
