package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Claim;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Intervals hold the truth as often as they say, in worlds whose truth is known. */
final class OffPolicyLevelTest {
  private static final int FEW = 200;
  private static final int MANY = 10 * Integer.getInteger("sextant.replicates", 1_000);
  private static final double[] ARMS = {0.3, 0.35, 0.4};

  /** What became of the intervals in many logs. */
  private static final class Count {
    private int estimated;
    private int covered;
    private int below;
    private int above;
    private int invalid;
    private double effective;
    private double width;
    private double sum;
    private double squares;

    void add(PolicyValue value, double truth) {
      switch (value) {
        case PolicyValue.Estimated some -> {
          estimated++;
          effective += some.effective();
          width += some.upper() - some.lower();
          double error = some.value() - truth;
          sum += error;
          squares += error * error;
          below += truth < some.lower() ? 1 : 0;
          above += truth > some.upper() ? 1 : 0;
          covered += truth >= some.lower() && truth <= some.upper() ? 1 : 0;
        }
        case PolicyValue.Invalid ignored -> invalid++;
        case PolicyValue.Inconclusive ignored -> {}
      }
    }

    /** The mean error in units of what chance explains. */
    double bias() {
      double mean = sum / estimated;
      return mean / Math.sqrt((squares / estimated - mean * mean) / estimated);
    }

    Count print(String world, String method, int replicates) {
      if (estimated == 0) {
        System.out.printf(Locale.ROOT, "| %s | %s | | | | | | 0.0 %% |%n", world, method);
        return this;
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.0f | %+.4f | %s | %.1f %%, %.1f %% | %.3f | %.1f %% |%n",
          world,
          method,
          effective / estimated,
          sum / estimated,
          Replicates.share(covered, estimated),
          100.0 * below / estimated,
          100.0 * above / estimated,
          width / estimated,
          100.0 * estimated / replicates);
      return this;
    }
  }

  private static Count run(
      OffPolicy policy,
      SimulatedLog log,
      SimulatedLog.Model model,
      boolean byUser,
      int replicates,
      boolean gain) {
    var count = new Count();
    double truth = log.truth() - (gain ? log.loggedTruth() : 0);
    for (int seed = 0; seed < replicates; seed++) {
      var sample = log.draw(Replicates.random(seed), model, true);
      var units = byUser ? sample.units() : Units.rows(sample.choices().rows());
      count.add(
          gain ? policy.gain(sample.choices(), units) : policy.value(sample.choices(), units),
          truth);
    }
    return count;
  }

  private static OffPolicy clipped(OffPolicy.Method method) {
    return new OffPolicy(method, new Clip(4, 0, 1), 0.95, 200);
  }

  private static void holds(Count count) {
    assertThat(count.covered).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, count.estimated));
    assertThat(count.estimated).isPositive();
  }

  private static void everyWorld(int replicates) {
    for (var log :
        List.of(
            new SimulatedLog(0.3, 1, 500),
            new SimulatedLog(1, 1, 2_000),
            new SimulatedLog(0.6, 5, 1_000))) {
      String world = "%.1f, %d users x %d".formatted(log.far(), log.users(), log.rows());
      for (var method : OffPolicy.Method.values()) {
        var usual = OffPolicy.usual(method);
        for (var model : SimulatedLog.Model.values()) {
          if (method == OffPolicy.Method.DOUBLY_ROBUST || model == SimulatedLog.Model.RIGHT) {
            String name =
                method == OffPolicy.Method.DOUBLY_ROBUST
                    ? "%s, model %s".formatted(method, model)
                    : method.toString();
            var count = run(usual, log, model, true, replicates, false);
            holds(count.print(world, name, replicates));
            assertThat(count.bias()).as("bias of %s in %s", name, world).isBetween(-4.0, 4.0);
            // A thousandth by the rule of three errors where weights are normal, and a bit more.
            assertThat(count.invalid).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
            holds(run(usual, log, model, true, replicates, true));
          }
        }
      }
      holds(
          run(clipped(OffPolicy.Method.IPS), log, SimulatedLog.Model.RIGHT, true, replicates, false)
              .print(world, "IPS, clipped at 4", replicates));
      holds(
          run(
                  clipped(OffPolicy.Method.DOUBLY_ROBUST),
                  log,
                  SimulatedLog.Model.WRONG,
                  true,
                  replicates,
                  false)
              .print(world, "DOUBLY_ROBUST, model WRONG, clipped at 4", replicates));
    }
  }

  @Test
  void intervalsHoldTheTruth() {
    everyWorld(FEW);
  }

  @Tag("soak")
  @Test
  void intervalsHoldTheTruthInManyLogs() {
    everyWorld(MANY);
  }

  /** What the spread between rows would make of users that return. */
  @Test
  void rowsOfReturningUsersAreNoUnits() {
    var log = new SimulatedLog(0.3, 10, 200);
    int replicates = 1_000;
    var policy = OffPolicy.usual(OffPolicy.Method.SNIPS);

    var rows = run(policy, log, SimulatedLog.Model.RIGHT, false, replicates, false);
    var users =
        run(
            new OffPolicy(OffPolicy.Method.SNIPS, Clip.NONE, 0.95, 100),
            log,
            SimulatedLog.Model.RIGHT,
            true,
            replicates,
            false);

    rows.print("0.3, 200 users x 10", "SNIPS, rows for units", replicates);
    holds(users.print("0.3, 200 users x 10", "SNIPS", replicates));
    assertThat(rows.covered).isLessThan(Replicates.atLeast(0.95, replicates));
  }

  /** A right model makes up for propensities that are wrong, and nothing else does. */
  @Test
  void oneOfTwoModelsMayBeWrong() {
    var log = new SimulatedLog(1, 1, 1_000);

    assertThat(meanError(log, OffPolicy.Method.DOUBLY_ROBUST, SimulatedLog.Model.RIGHT, false))
        .isCloseTo(0, within(4.0));
    assertThat(meanError(log, OffPolicy.Method.DOUBLY_ROBUST, SimulatedLog.Model.WRONG, true))
        .isCloseTo(0, within(4.0));
    assertThat(
            Math.abs(
                meanError(log, OffPolicy.Method.DOUBLY_ROBUST, SimulatedLog.Model.WRONG, false)))
        .isGreaterThan(10);
    assertThat(Math.abs(meanError(log, OffPolicy.Method.IPS, SimulatedLog.Model.RIGHT, false)))
        .isGreaterThan(10);
  }

  // In units of what chance explains; before anything is refused.
  private static double meanError(
      SimulatedLog log, OffPolicy.Method method, SimulatedLog.Model model, boolean right) {
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < FEW; seed++) {
      var sample = log.draw(Replicates.random(seed), model, right);
      double error =
          PolicyScores.of(OffPolicy.usual(method), sample.choices(), sample.units(), false).value()
              - log.truth();
      sum += error;
      squares += error * error;
    }
    double mean = sum / FEW;
    return mean / Math.sqrt((squares / FEW - mean * mean) / FEW);
  }

  /** A policy that is worse by the margin passes, and is called harmful, as seldom as allowed. */
  @Test
  void verdictsKeepTheirRates() {
    var log = new SimulatedLog(0.3, 1, 600);
    double loss = log.loggedTruth() - log.truth();
    var errors = new ErrorRates(0.05, 0.01);
    int promoted = 0;
    int harmed = 0;
    int replicates = 1_000;
    for (int seed = 0; seed < replicates; seed++) {
      // It is better in truth, so ask of the mirrored rewards.
      var sample = log.draw(Replicates.random(seed), SimulatedLog.Model.RIGHT, true);
      var mirrored = mirrored(sample.choices());
      var verdict =
          OffPolicy.usual(OffPolicy.Method.SNIPS)
              .judge(Claim.within(-loss, errors), mirrored, sample.units());
      promoted +=
          verdict instanceof Verdict.NonInferior || verdict instanceof Verdict.Superior ? 1 : 0;
      harmed += verdict instanceof Verdict.Harm ? 1 : 0;
    }

    assertThat(promoted).isLessThanOrEqualTo(Replicates.atMost(0.05, replicates));
    assertThat(promoted).isGreaterThan(Replicates.atLeast(0.03, replicates));
    assertThat(harmed).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
  }

  private static LoggedChoices mirrored(LoggedChoices choices) {
    int rows = choices.rows();
    var propensity = new double[rows];
    var target = new double[rows];
    var reward = new double[rows];
    for (int row = 0; row < rows; row++) {
      propensity[row] = 0.1;
      target[row] = choices.weight(row) * 0.1;
      reward[row] = 1 - choices.reward(row);
    }
    return LoggedChoices.of(propensity, target, reward);
  }

  /** Where every second log is refused, those that are not hold the truth as often. */
  @Tag("soak")
  @Test
  void refusalsDoNotSpoilWhatIsLeft() {
    var log = new SimulatedLog(1, 1, 1_170);
    for (var method : OffPolicy.Method.values()) {
      holds(
          run(OffPolicy.usual(method), log, SimulatedLog.Model.WRONG, true, MANY, false)
              .print("1.0, 1170 users x 1", method.toString(), MANY));
    }
  }

  private static void bandits(int replicates, int batches) {
    var ips = new Count();
    var snips = new Count();
    int naive = 0;
    int sequence = 0;
    double width = 0;
    double bias = 0;
    var bounds = new PolicyValueSequence(10, 0, 1);
    for (int seed = 0; seed < replicates; seed++) {
      var logs = SimulatedLog.bandit(Replicates.random(seed), ARMS, 0, batches, 200);
      boolean held = true;
      var parts = new ArrayList<LoggedChoices>();
      for (var log : logs) {
        parts.add(log);
        var look =
            (Bounds.Interval)
                bounds.bounds(SimulatedLog.merged(parts), new ErrorRates(0.025, 0.025));
        held &= look.lower() <= ARMS[0] && look.upper() >= ARMS[0];
        width += parts.size() == logs.size() ? look.upper() - look.lower() : 0;
      }
      sequence += held ? 1 : 0;
      var all = SimulatedLog.merged(logs);
      ips.add(OffPolicy.usual(OffPolicy.Method.IPS).value(all, Units.rows(all.rows())), ARMS[0]);
      snips.add(
          OffPolicy.usual(OffPolicy.Method.SNIPS).value(all, Units.rows(all.rows())), ARMS[0]);
      double[] rewards = SimulatedLog.rewardsOfArm(all);
      double mean = 0;
      for (double reward : rewards) {
        mean += reward / rewards.length;
      }
      bias += (mean - ARMS[0]) / replicates;
      naive +=
          Math.abs(mean - ARMS[0]) <= 1.96 * Math.sqrt(mean * (1 - mean) / rewards.length) ? 1 : 0;
    }
    String world = "log of a bandit, %d x 200".formatted(batches);
    ips.print(world, "IPS", replicates);
    snips.print(world, "SNIPS", replicates);
    System.out.printf(
        Locale.ROOT,
        "| %s | sequence, every look | | | %s | | %.3f | 100.0 %% |%n",
        world,
        Replicates.share(sequence, replicates),
        width / replicates);
    System.out.printf(
        Locale.ROOT,
        "| %s | mean of the arm's own rows | | %+.4f | %s | | | 100.0 %% |%n",
        world,
        bias,
        Replicates.share(naive, replicates));

    assertThat(sequence).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, replicates));
    assertThat(ips.bias()).isBetween(-4.0, 4.0);
    assertThat(bias).as("what adaptive choices do to a plain mean").isNegative();
  }

  @Test
  void whatABanditLogsIsBoundedAtEveryLook() {
    bandits(30, 10);
  }

  @Tag("soak")
  @Test
  void whatManyBanditsLogIsBoundedAtEveryLook() {
    bandits(MANY / 10, 10);
  }
}
