package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Sequences equal numbers that were computed elsewhere, from their published formulas. */
final class SequencesGoldenTest {

  @Test
  void betaBinomialInterval() {
    var interval = BetaBinomial.interval(7, 50, 0.05);

    assertThat(interval.lower()).isCloseTo(0.0328489021, within(1e-9));
    assertThat(interval.upper()).isCloseTo(0.3383852757, within(1e-9));
  }

  @Test
  void noEventInFifteenHundredTrials() {
    var interval = BetaBinomial.interval(0, 1_500, 0.025);

    assertThat(interval.lower()).isZero();
    assertThat(interval.upper()).isCloseTo(0.0073, within(5e-5));
    // Solves (1 - (1-p)^1501) / (1501 p (1-p)^1500) = 40.
    assertThat(BetaBinomial.upper(0, 1_500, 0.025)).isCloseTo(0.003576221923, within(1e-9));
  }

  @Test
  void asymptoticSequence() {
    var sequence = new AsymptoticSequence(5_000, 0.05);
    double error = Math.sqrt(0.1 * 0.9 / 4_000 + 0.12 * 0.88 / 4_000);

    assertThat(sequence.rho()).isCloseTo(0.0398400668, within(1e-10));
    assertThat(sequence.halfWidth(error, 8_000)).isCloseTo(0.021310047, within(1e-9));
    assertThat(sequence.pValue(0.02, error, 8_000)).isCloseTo(0.0835111908, within(1e-9));
  }

  @Test
  void mixtureTest() {
    var test = new MixtureTest(0.18, 0.01);

    assertThat(Math.exp(test.logRatio(0.02, 4_000))).isCloseTo(11.9424403714, within(1e-9));
    assertThat(test.pValue(1, 0.02, 4_000)).isCloseTo(0.0837, within(5e-5));
  }

  @Test
  void sampleRatio() {
    double[] even = {1, 1};
    long[] counts = {5_100, 4_900};

    assertThat(SampleRatio.USUAL.logEvidence(even, counts)).isCloseTo(0.6534805812, within(1e-9));
    assertThat(SampleRatio.USUAL.pValue(1, even, counts)).isCloseTo(0.5202319125, within(1e-9));
  }

  @Test
  void boundariesAfterOBrienAndFleming() {
    // The published table of Lan and DeMets' function for five equal looks at 0.025 on one side.
    var plan = new GroupSequential(0.025, GroupSequential.Spending.OBRIEN_FLEMING);

    assertThat(plan.boundaries(0.2, 0.4, 0.6, 0.8, 1))
        .containsExactly(new double[] {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}, within(5e-4));
  }

  @Test
  void oneLookIsAnOrdinaryTest() {
    for (var spending : GroupSequential.Spending.values()) {
      assertThat(new GroupSequential(0.05, spending).boundaries(1))
          .containsExactly(new double[] {1.6448536270}, within(1e-9));
    }
  }

  @Test
  void bettingAgainstNumbersThatAreAllZero() {
    // With no event the wealth is the mean over stakes s of (1 + s m)^n, here for n = 100.
    double bound = BettingMean.upper(new double[100], 0.05);
    double wealth = 0;
    for (int i = 0; i < 12; i++) {
      wealth += Math.pow(1 + bound / (1 - bound) / Math.pow(2, i), 100) / 12;
    }

    assertThat(wealth).isCloseTo(20, within(1e-6));
    assertThat(bound).isCloseTo(0.0529, within(1e-3));
  }
}
