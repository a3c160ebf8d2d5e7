package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.PeerTest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random numbers, for which scipy and statsmodels must say the same; skipped without them. */
final class PeerComparisonTest extends PeerTest {
  private static final int CASES = 40;

  private final Random random = new Random(20_260_501);

  PeerComparisonTest() {
    super("/peers/sequential.py", "numpy, scipy, statsmodels");
  }

  @Test
  void betaBinomial() {
    for (int i = 0; i < CASES; i++) {
      int trials = 1 + random.nextInt(20_000);
      int events = random.nextInt(4) == 0 ? 0 : random.nextInt(trials + 1);
      double rate = Math.pow(10, -0.5 - 3 * random.nextDouble());

      double[] peer = peers().ask("beta_binomial", events, trials, rate);

      var interval = BetaBinomial.interval(events, trials, rate);
      assertThat(interval.lower()).isCloseTo(peer[0], within(1e-8));
      assertThat(interval.upper()).isCloseTo(peer[1], within(1e-8));
      assertThat(BetaBinomial.upper(events, trials, rate)).isCloseTo(peer[2], within(1e-8));
    }
  }

  @Test
  void groupSequential() {
    for (int i = 0; i < 5; i++) {
      double[] fractions = random.doubles(2 + random.nextInt(3), 0.1, 1).sorted().toArray();
      fractions[fractions.length - 1] = 1;
      double rate = 0.01 + 0.09 * random.nextDouble();
      for (var spending : GroupSequential.Spending.values()) {
        double[] boundaries = new GroupSequential(rate, spending).boundaries(fractions);

        double[] finite = Arrays.stream(boundaries).map(b -> Math.min(b, 20)).toArray();
        assertThat(peers().ask("crossing", fractions, finite)[0]).isCloseTo(rate, within(2e-5));
      }
    }
  }

  @Test
  void clusterRatio() {
    for (int i = 0; i < CASES; i++) {
      int clusters = 2 + random.nextInt(300);
      double[] units =
          IntStream.range(0, clusters).mapToDouble(c -> 1 + random.nextInt(20)).toArray();
      double[] totals = Arrays.stream(units).map(u -> u * random.nextGaussian() + u).toArray();

      double[] peer = peers().ask("ratio", units, totals);

      var effect = (Effect.Measured) Effects.paired(ClusterTotals.of(units, totals));
      assertThat(effect.value()).isCloseTo(peer[0], within(1e-10));
      assertThat(effect.standardError()).isCloseTo(peer[1], within(1e-10));
    }
  }

  @Test
  void oneSidedMixture() {
    for (int i = 0; i < CASES; i++) {
      double information = Math.pow(10, 4 * random.nextDouble());
      double prior = Math.pow(10, 4 * random.nextDouble());
      double score = (random.nextDouble() * 8 - 3) * Math.sqrt(information);

      double peer = peers().ask("mixture", score, information, prior)[0];

      assertThat(InformationSequence.logMixture(score, information, prior))
          .isCloseTo(peer, within(1e-8));
    }
  }

  @Test
  void empiricalBernstein() {
    for (int i = 0; i < CASES; i++) {
      double surprise = 50 * random.nextDouble();
      double s = surprise + 20 * random.nextDouble() + 0.01;

      double peer = peers().ask("bernstein", s, surprise)[0];

      assertThat(EmpiricalBernstein.logMixture(s, surprise)).isCloseTo(peer, within(1e-8));
    }
  }

  @Test
  void sampleRatio() {
    for (int i = 0; i < CASES; i++) {
      int arms = 2 + random.nextInt(3);
      double[] weights = random.doubles(arms, 0.5, 10).toArray();
      long[] counts = random.longs(arms, 0, 5_000).toArray();
      double concentration = Math.pow(10, 1 + 3 * random.nextDouble());

      double peer = peers().ask("sample_ratio", weights, counts, concentration)[0];

      double evidence = new SampleRatio(concentration, 0.001).logEvidence(weights, counts);
      assertThat(evidence).isCloseTo(peer, within(1e-6 * (1 + Math.abs(peer))));
    }
  }
}
