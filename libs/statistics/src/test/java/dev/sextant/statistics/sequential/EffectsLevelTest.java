package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CUPED and relative lift keep their rates when they are read at every look. */
final class EffectsLevelTest {
  private static final int SOAK = Integer.getInteger("sextant.replicates", 1_000);
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final double MARGIN = 0.15;
  private static final int LOOKS = 10;

  /** How a difference is taken. */
  private enum Method {
    PLAIN {
      @Override
      Effect of(SimulatedArms.Sample sample) {
        return Effects.difference(sample.arm(0), sample.arm(1));
      }
    },
    CUPED {
      @Override
      Effect of(SimulatedArms.Sample sample) {
        return Effects.adjusted(sample.arm(0), sample.arm(1), sample.before);
      }
    },
    RELATIVE {
      @Override
      Effect of(SimulatedArms.Sample sample) {
        return Effects.relative(sample.arm(0), sample.arm(1));
      }
    };

    abstract Effect of(SimulatedArms.Sample sample);
  }

  /** What was said of many samples, and how often a plain interval of 95 % held the truth. */
  private static final class Count {
    private int passed;
    private int harmed;
    private int held;
    private long looks;
    private double variance;
  }

  private static Count count(Method method, SimulatedArms world, double truth, int replicates) {
    var count = new Count();
    var sequence = InformationSequence.forMargin(MARGIN);
    for (int seed = 0; seed < replicates; seed++) {
      var sample = world.draw(Replicates.random(seed));
      boolean passed = false;
      boolean harmed = false;
      for (int look = 1; look <= LOOKS; look++) {
        sample.add();
        Effect effect = method.of(sample);
        if (sequence.bounds(effect, ERRORS) instanceof Bounds.Interval interval) {
          harmed |= interval.lower() > MARGIN;
          count.looks += interval.upper() < MARGIN && !passed ? look : 0;
          passed |= interval.upper() < MARGIN;
        }
        if (look == LOOKS && effect instanceof Effect.Measured measured) {
          double error = measured.standardError();
          count.held += Math.abs(measured.value() - truth) <= 1.96 * error ? 1 : 0;
          count.variance += error * error / replicates;
        }
      }
      count.passed += passed ? 1 : 0;
      count.harmed += harmed ? 1 : 0;
    }
    return count;
  }

  private static Count row(Method method, SimulatedArms world, double truth, int replicates) {
    var count = count(method, world, truth, replicates);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %+.2f | %s | %s | %s | %s | %.4f |%n",
        method,
        world.users(),
        world.alike(),
        truth,
        Replicates.share(count.passed, replicates),
        Replicates.share(count.harmed, replicates),
        count.passed == 0
            ? ""
            : String.format(Locale.ROOT, "%.1f", (double) count.looks / count.passed),
        Replicates.share(count.held, replicates),
        count.variance);
    return count;
  }

  private static void hold(Count onTheMargin, int replicates) {
    assertThat(onTheMargin.passed).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    assertThat(onTheMargin.harmed).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
    assertThat(onTheMargin.held).isGreaterThanOrEqualTo(Replicates.atLeast(0.94, replicates));
  }

  private static void everyWorld(int users, int replicates) {
    for (double alike : new double[] {0, 0.5, 0.9}) {
      var margin = new SimulatedArms(users, alike, MARGIN, 1);
      var equal = new SimulatedArms(users, alike, 0, 1);
      hold(row(Method.PLAIN, margin, MARGIN, replicates), replicates);
      hold(row(Method.CUPED, margin, MARGIN, replicates), replicates);
      var plain = row(Method.PLAIN, equal, 0, replicates);
      var adjusted = row(Method.CUPED, equal, 0, replicates);
      assertThat(adjusted.variance).isLessThan(1.02 * plain.variance);
    }
    hold(
        row(Method.RELATIVE, new SimulatedArms(users, 0, 0, 1 + MARGIN), MARGIN, replicates),
        replicates);
    row(Method.RELATIVE, new SimulatedArms(users, 0, 0, 1), 0, replicates);
  }

  @Test
  void ratesAreKeptInAFewSamples() {
    var margin = new SimulatedArms(400, 0.5, MARGIN, 1);

    hold(count(Method.CUPED, margin, MARGIN, 150), 150);
    hold(count(Method.RELATIVE, new SimulatedArms(400, 0, 0, 1 + MARGIN), MARGIN, 150), 150);
  }

  @Tag("soak")
  @Test
  void ratesAreKeptInManySamples() {
    everyWorld(2_000, SOAK);
    everyWorld(400, SOAK);
  }
}
