package dev.sextant.statistics.choice;

import dev.sextant.statistics.evaluation.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Choices among three arms in four contexts, whose true means are known.
 *
 * @param far how far the policy in question is from the one that was logged, 0 to 1
 * @param rows a user has; with more than one, users differ and keep their context
 * @param users there are
 */
record SimulatedLog(double far, int rows, int users) {
  private static final double[][] MEANS = {
    {0.2, 0.3, 0.5}, {0.5, 0.4, 0.2}, {0.3, 0.3, 0.6}, {0.25, 0.5, 0.35}
  };
  private static final double[][] LOGGED = {
    {0.6, 0.3, 0.1}, {0.2, 0.5, 0.3}, {0.5, 0.4, 0.1}, {0.4, 0.2, 0.4}
  };
  private static final double[][] WANTED = {
    {0.02, 0.08, 0.9}, {0.9, 0.05, 0.05}, {0.05, 0.05, 0.9}, {0.1, 0.8, 0.1}
  };
  private static final double DIFFERENCE = 0.15;

  /** What a model of the reward expects. */
  enum Model {
    RIGHT,
    WRONG
  }

  /** A log with its units. */
  record Sample(LoggedChoices choices, Units units) {}

  private double target(int context, int arm) {
    return far * WANTED[context][arm] + (1 - far) * LOGGED[context][arm];
  }

  /** The mean reward of the policy in question. */
  double truth() {
    double sum = 0;
    for (int context = 0; context < MEANS.length; context++) {
      for (int arm = 0; arm < 3; arm++) {
        sum += target(context, arm) * MEANS[context][arm] / MEANS.length;
      }
    }
    return sum;
  }

  /** The mean reward of the policy that was logged. */
  double loggedTruth() {
    return new SimulatedLog(0, rows, users).truth();
  }

  private static double expected(Model model, int context, int arm) {
    return model == Model.RIGHT ? MEANS[context][arm] : 0.8 - MEANS[context][arm] * 0.5 * arm;
  }

  /**
   * Draws a log.
   *
   * @param rightPropensities whether what is logged is what was done
   */
  Sample draw(Random random, Model model, boolean rightPropensities) {
    int size = rows * users;
    var propensity = new double[size];
    var target = new double[size];
    var reward = new double[size];
    var chosen = new double[size];
    var policy = new double[size];
    var unit = new int[size];
    int row = 0;
    for (int user = 0; user < users; user++) {
      int context = random.nextInt(4);
      double taste = rows == 1 ? 0 : random.nextBoolean() ? DIFFERENCE : -DIFFERENCE;
      for (int i = 0; i < rows; i++, row++) {
        int arm = pick(random, LOGGED[context]);
        propensity[row] = rightPropensities ? LOGGED[context][arm] : 1 / 3.0;
        target[row] = target(context, arm);
        reward[row] = random.nextDouble() < MEANS[context][arm] + taste ? 1 : 0;
        chosen[row] = expected(model, context, arm);
        for (int other = 0; other < 3; other++) {
          policy[row] += target(context, other) * expected(model, context, other);
        }
        unit[row] = user;
      }
    }
    return new Sample(
        LoggedChoices.of(propensity, target, reward).withModel(chosen, policy), Units.of(unit));
  }

  private static int pick(Random random, double[] shares) {
    double left = random.nextDouble();
    int arm = 0;
    while (arm < shares.length - 1 && left >= shares[arm]) {
      left -= shares[arm++];
    }
    return arm;
  }

  /** What a bandit without contexts logs, batch after batch, for a policy that takes one arm. */
  static List<LoggedChoices> bandit(Random random, double[] means, int arm, int batches, int size) {
    var sampling = new ThompsonSampling(0.1);
    var standings = new ArrayList<Standing>();
    var rewards = new ArrayList<ArmRewards>();
    for (int i = 0; i < means.length; i++) {
      standings.add(Standing.OPEN);
      rewards.add(ArmRewards.NONE);
    }
    var logs = new ArrayList<LoggedChoices>();
    for (int batch = 0; batch < batches; batch++) {
      var allocation = (Allocation.Shares) sampling.allocate(rewards, standings);
      var propensity = new double[size];
      var target = new double[size];
      var reward = new double[size];
      long seed = random.nextLong();
      for (int row = 0; row < size; row++) {
        var choice = allocation.choose(seed, row);
        propensity[row] = choice.propensity();
        target[row] = choice.arm() == arm ? 1 : 0;
        reward[row] = random.nextDouble() < means[choice.arm()] ? 1 : 0;
        rewards.set(choice.arm(), rewards.get(choice.arm()).merge(new ArmRewards(1, reward[row])));
      }
      logs.add(LoggedChoices.of(propensity, target, reward));
    }
    return logs;
  }

  /** All batches as one. */
  static LoggedChoices merged(List<LoggedChoices> logs) {
    return logs.stream().reduce(LoggedChoices::merge).orElseThrow();
  }

  /** The mean reward of the rows that took the arm, as if they had been a sample. */
  static double[] rewardsOfArm(LoggedChoices log) {
    var rewards = new double[log.rows()];
    int count = 0;
    for (int row = 0; row < log.rows(); row++) {
      if (log.weight(row) > 0) {
        rewards[count++] = log.reward(row);
      }
    }
    return Arrays.copyOf(rewards, count);
  }
}
