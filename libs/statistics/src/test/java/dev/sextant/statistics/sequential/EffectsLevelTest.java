package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** CUPED and relative lift keep their rates when they are read at every look. */
final class EffectsLevelTest {
  private static final int SOAK = Replicates.times(2_000);
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final double MARGIN = 0.15;
  private static final int LOOKS = 10;
  private static final double[] ALIKE = {0.9, 0};

  /** How a difference is taken. */
  private enum Method {
    PLAIN("difference") {
      @Override
      Effect of(SimulatedArms.Sample sample) {
        return Effects.difference(sample.arm(0), sample.arm(1));
      }
    },
    CUPED("CUPED") {
      @Override
      Effect of(SimulatedArms.Sample sample) {
        return Effects.adjusted(sample.arm(0), sample.arm(1), sample.before);
      }
    },
    RELATIVE("relative") {
      @Override
      Effect of(SimulatedArms.Sample sample) {
        return Effects.relative(sample.arm(0), sample.arm(1));
      }
    };

    private final String title;

    Method(String title) {
      this.title = title;
    }

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

  private static Count row(SimulatedTable table, Method method, SimulatedArms world, double truth) {
    var count = count(method, world, truth, SOAK);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | %,d | %s | %s | %s | %s | %s | %s | %.4f",
            method.title,
            world.users(),
            // What was there before does not matter to a relative lift.
            method == Method.RELATIVE ? "" : Double.toString(world.alike()),
            truth == 0 ? "none" : "on the margin",
            Replicates.share(count.passed, SOAK),
            Replicates.share(count.harmed, SOAK),
            truth != 0 || count.passed == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f", (double) count.looks / count.passed),
            Replicates.share(count.held, SOAK),
            count.variance));
    return count;
  }

  private static void hold(Count onTheMargin, int replicates) {
    assertThat(onTheMargin.passed).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    assertThat(onTheMargin.harmed).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
    assertThat(onTheMargin.held).isGreaterThanOrEqualTo(Replicates.atLeast(0.94, replicates));
  }

  private static void onTheMargin(SimulatedTable table, int users) {
    for (double alike : ALIKE) {
      var world = new SimulatedArms(users, alike, MARGIN, 1);
      hold(row(table, Method.PLAIN, world, MARGIN), SOAK);
      hold(row(table, Method.CUPED, world, MARGIN), SOAK);
    }
    hold(row(table, Method.RELATIVE, new SimulatedArms(users, 0, 0, 1 + MARGIN), MARGIN), SOAK);
  }

  private static void equal(SimulatedTable table, int users) {
    for (double alike : ALIKE) {
      var world = new SimulatedArms(users, alike, 0, 1);
      var plain = row(table, Method.PLAIN, world, 0);
      var adjusted = row(table, Method.CUPED, world, 0);
      assertThat(adjusted.variance).isLessThan(1.02 * plain.variance);
    }
    row(table, Method.RELATIVE, new SimulatedArms(users, 0, 0, 1), 0);
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
    try (var table =
        SimulatedTable.of(
            "effects-at-every-look",
            "effect",
            "users",
            "alike",
            "difference",
            "non-inferior",
            "harm",
            "looks",
            "within",
            "squared error")) {
      onTheMargin(table, 2_000);
      onTheMargin(table, 400);
      equal(table, 2_000);
      equal(table, 400);
    }
  }
}
