package dev.sextant.statistics.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
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
  private static final int MANY = Replicates.times(10_000);
  private static final int MANY_BANDITS = Replicates.times(1_000);
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

    Count row(SimulatedTable table, String world, String method, int replicates) {
      table.row(
          String.format(
              Locale.ROOT,
              "%s | %s | %.0f | %+.4f | %s | %s | %s | %.3f | %s",
              world,
              method,
              effective / estimated,
              sum / estimated,
              Replicates.share(covered, estimated),
              Replicates.share(below, estimated),
              Replicates.share(above, estimated),
              width / estimated,
              Replicates.share(estimated, replicates)));
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

  private static String name(OffPolicy.Method method) {
    return switch (method) {
      case IPS -> "IPS";
      case SNIPS -> "SNIPS";
      case DOUBLY_ROBUST -> "DR";
    };
  }

  private static String name(OffPolicy.Method method, SimulatedLog.Model model) {
    return method == OffPolicy.Method.DOUBLY_ROBUST
        ? name(method) + ", " + model.name().toLowerCase(Locale.ROOT) + " model"
        : name(method);
  }

  private static void everyWorld(SimulatedTable table, int replicates) {
    for (var log :
        List.of(
            new SimulatedLog(0.3, 1, 500),
            new SimulatedLog(1, 1, 2_000),
            new SimulatedLog(0.6, 5, 1_000))) {
      String world = title(log);
      for (var method : OffPolicy.Method.values()) {
        var usual = OffPolicy.usual(method);
        for (var model : SimulatedLog.Model.values()) {
          if (method == OffPolicy.Method.DOUBLY_ROBUST || model == SimulatedLog.Model.RIGHT) {
            String name = name(method, model);
            var count = run(usual, log, model, true, replicates, false);
            holds(count.row(table, world, name, replicates));
            assertThat(count.bias()).as("bias of %s in %s", name, world).isBetween(-4.0, 4.0);
            // A thousandth by the rule of three errors where weights are normal, and a bit more.
            assertThat(count.invalid).isLessThanOrEqualTo(Replicates.atMost(0.01, replicates));
            holds(run(usual, log, model, true, replicates, true));
          }
        }
      }
      clipped(table, OffPolicy.Method.IPS, log, SimulatedLog.Model.RIGHT, replicates);
      clipped(table, OffPolicy.Method.DOUBLY_ROBUST, log, SimulatedLog.Model.WRONG, replicates);
    }
  }

  private static void clipped(
      SimulatedTable table,
      OffPolicy.Method method,
      SimulatedLog log,
      SimulatedLog.Model model,
      int replicates) {
    holds(
        run(clipped(method), log, model, true, replicates, false)
            .row(table, title(log), name(method, model) + ", clipped at 4", replicates));
  }

  private static String title(SimulatedLog log) {
    return String.format(Locale.ROOT, "%.1f, %d users x %d", log.far(), log.users(), log.rows());
  }

  @Test
  void intervalsHoldTheTruth() {
    everyWorld(SimulatedTable.forgotten(), FEW);
  }

  @Tag("soak")
  @Test
  void intervalsHoldTheTruthInManyLogs() {
    try (var table =
        SimulatedTable.of(
            "off-policy-intervals",
            "world",
            "method",
            "effective units",
            "bias",
            "coverage",
            "truth below",
            "truth above",
            "width",
            "estimated")) {
      everyWorld(table, MANY);
      refusalsDoNotSpoilWhatIsLeft(table);
      bandits(table, MANY_BANDITS);
      rowsOfReturningUsersAreNoUnits(table, MANY);
    }
  }

  /** Where every second log is refused, those that are not hold the truth as often. */
  private static void refusalsDoNotSpoilWhatIsLeft(SimulatedTable table) {
    var log = new SimulatedLog(1, 1, 1_170);
    var model = SimulatedLog.Model.WRONG;
    for (var method : OffPolicy.Method.values()) {
      holds(
          run(OffPolicy.usual(method), log, model, true, MANY, false)
              .row(table, title(log), name(method, model), MANY));
    }
  }

  /** What the spread between rows would make of users that return. */
  private static void rowsOfReturningUsersAreNoUnits(SimulatedTable table, int replicates) {
    var log = new SimulatedLog(0.3, 10, 200);
    var model = SimulatedLog.Model.RIGHT;
    var policy = OffPolicy.usual(OffPolicy.Method.SNIPS);
    var ofFewUsers = new OffPolicy(OffPolicy.Method.SNIPS, Clip.NONE, 0.95, 100);

    var users =
        run(ofFewUsers, log, model, true, replicates, false)
            .row(table, title(log), "SNIPS", replicates);
    var rows =
        run(policy, log, model, false, replicates, false)
            .row(table, title(log), "SNIPS, rows for units", replicates);

    holds(users);
    assertThat(rows.covered).isLessThanOrEqualTo(Replicates.atMost(0.9, rows.estimated));
  }

  @Test
  void intervalsOfRowsDoNotHoldTheTruth() {
    rowsOfReturningUsersAreNoUnits(SimulatedTable.forgotten(), 1_000);
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

  private static void bandits(SimulatedTable table, int replicates) {
    int batches = 10;
    var ips = new Count();
    var snips = new Count();
    int naive = 0;
    int sequence = 0;
    double width = 0;
    double bias = 0;
    double squares = 0;
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
      squares += (mean - ARMS[0]) * (mean - ARMS[0]) / replicates;
      naive +=
          Math.abs(mean - ARMS[0]) <= 1.96 * Math.sqrt(mean * (1 - mean) / rewards.length) ? 1 : 0;
    }
    String world = "log of a bandit, %d x 200".formatted(batches);
    ips.row(table, world, "IPS", replicates);
    snips.row(table, world, "SNIPS", replicates);
    table.row(
        String.format(
            Locale.ROOT,
            "%s | sequence, every look | | | %s | | | %.3f | %s",
            world,
            Replicates.share(sequence, replicates),
            width / replicates,
            Replicates.share(replicates, replicates)));
    table.row(
        String.format(
            Locale.ROOT,
            "%s | mean of the arm's own rows | | %+.4f | %s | | | | %s",
            world,
            bias,
            Replicates.share(naive, replicates),
            Replicates.share(replicates, replicates)));

    assertThat(sequence).isGreaterThanOrEqualTo(Replicates.atLeast(0.95, replicates));
    assertThat(ips.bias()).isBetween(-4.0, 4.0);
    // Some thousandths too low, as far as so many logs can tell.
    assertThat(bias)
        .as("what adaptive choices do to a plain mean")
        .isLessThan(-0.003 + 4 * Math.sqrt((squares - bias * bias) / replicates));
  }

  @Test
  void whatABanditLogsIsBoundedAtEveryLook() {
    bandits(SimulatedTable.forgotten(), 30);
  }
}
