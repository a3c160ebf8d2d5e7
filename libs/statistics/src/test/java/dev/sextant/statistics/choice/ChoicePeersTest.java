package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.PeerTest;
import dev.sextant.statistics.evaluation.Units;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random arms and logs, of which scipy and statsmodels must say the same. */
final class ChoicePeersTest extends PeerTest {
  private static final int CASES = 20;

  private final Random random = new Random(20_261_101);

  ChoicePeersTest() {
    super("/peers/choice.py", "numpy, scipy, statsmodels");
  }

  @Test
  void probabilityOfTheBestArm() {
    for (int i = 0; i < CASES / 3; i++) {
      int arms = 2 + random.nextInt(3);
      double base = random.nextDouble();
      double[] counts =
          random.doubles(arms).map(x -> Math.floor(Math.pow(10, 1 + 3 * x))).toArray();
      var totals = new double[arms];
      var rewards = new ArrayList<ArmRewards>();
      for (int arm = 0; arm < arms; arm++) {
        double mean = Math.clamp(base + 0.05 * random.nextGaussian(), 0, 1);
        totals[arm] = random.nextInt(6) == 0 ? 0 : mean * counts[arm];
        rewards.add(new ArmRewards(counts[arm], totals[arm]));
      }

      double[] peer = peers().ask("best_arm", counts, totals);

      assertThat(BestArm.probabilities(rewards)).containsExactly(peer, within(1e-7));
    }
  }

  @Test
  void estimatesAndTheirErrorsByUnit() {
    for (int i = 0; i < CASES; i++) {
      int rows = 200 + random.nextInt(800);
      int count = 50 + random.nextInt(100);
      double[] propensity = random.doubles(rows, 0.05, 1).toArray();
      double[] target = random.doubles(rows).map(x -> x < 0.2 ? 0 : x).toArray();
      double[] reward = random.doubles(rows, -1, 3).toArray();
      double[] chosen = random.doubles(rows).toArray();
      double[] policy = random.doubles(rows).toArray();
      int[] units =
          IntStream.range(0, rows).map(r -> r < count ? r : random.nextInt(count)).toArray();
      var choices = LoggedChoices.of(propensity, target, reward).withModel(chosen, policy);

      for (var method : OffPolicy.Method.values()) {
        double[] peer =
            peers()
                .ask(
                    method.name().toLowerCase(Locale.ROOT),
                    propensity,
                    target,
                    reward,
                    chosen,
                    policy,
                    units);

        var scores = PolicyScores.of(OffPolicy.usual(method), choices, Units.of(units), false);
        assertThat(scores.value()).as(method.name()).isCloseTo(peer[0], within(1e-9));
        assertThat(scores.standardError()).as(method.name()).isCloseTo(peer[1], within(1e-9));
      }
      assertThat(Weights.of(choices, Units.of(units)).effective())
          .isCloseTo(peers().ask("effective", propensity, target, units)[0], within(1e-6));
    }
  }
}
