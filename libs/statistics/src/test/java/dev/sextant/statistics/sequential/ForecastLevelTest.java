package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many units were forecast, against how many it took. */
final class ForecastLevelTest {
  private static final int SOAK = Integer.getInteger("sextant.replicates", 1_000);
  private static final int AT = 10;
  private static final int LAST = 400;

  /**
   * A world.
   *
   * @param users who come back at every step
   * @param fresh users that come once, at every step
   * @param wanted the standard error as a share of the one at the forecast
   */
  private record World(int users, int fresh, double wanted) {}

  /** Totals of users who come back, and of all others. */
  private static final class Arms {
    private final World world;
    private final Random random;
    private final double[] level;
    private final double[] totals;
    private int steps;
    private double freshUnits;
    private double sum;
    private double squares;

    Arms(World world, Random random) {
      this.world = world;
      this.random = random;
      this.level = random.doubles(world.users(), 0.2, 1.8).toArray();
      this.totals = new double[world.users()];
    }

    void step() {
      steps++;
      for (int user = 0; user < totals.length; user++) {
        totals[user] += level[user] + random.nextGaussian();
      }
      for (int user = 0; user < world.fresh(); user++) {
        double value = 0.2 + 1.6 * random.nextDouble() + random.nextGaussian();
        freshUnits++;
        sum += value;
        squares += value * value;
      }
    }

    double units() {
      return freshUnits + (double) steps * totals.length;
    }

    // The error of the ratio of all values over all units, by user.
    double error() {
      double units = units();
      double all = sum + Arrays.stream(totals).sum();
      double mean = all / units;
      double spread = squares - 2 * mean * sum + freshUnits * mean * mean;
      for (double total : totals) {
        spread += (total - steps * mean) * (total - steps * mean);
      }
      return Math.sqrt(spread) / units;
    }

    Forecast.Look look() {
      return new Forecast.Look(units(), error(), Duration.ofHours(steps));
    }
  }

  /** What was forecast of many runs, as a share of what it took. */
  private static final class Count {
    private final List<Double> ratios = new ArrayList<>();
    private int never;
    private int came;
    private int neverAndCame;

    String quantiles() {
      return ratios.isEmpty()
          ? ""
          : String.format(
              Locale.ROOT, "%.2f, %.2f, %.2f", quantile(0.1), quantile(0.5), quantile(0.9));
    }

    double quantile(double share) {
      double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }
  }

  private static Count count(World world, int replicates) {
    var count = new Count();
    for (int seed = 0; seed < replicates; seed++) {
      var arms = new Arms(world, Replicates.random(seed));
      while (arms.steps < AT / 2) {
        arms.step();
      }
      var half = arms.look();
      while (arms.steps < AT) {
        arms.step();
      }
      double then = arms.units();
      double wanted = world.wanted() * arms.error();
      var forecast = Forecast.until(wanted, half, arms.look());
      while (arms.error() > wanted && arms.steps < LAST) {
        arms.step();
      }
      boolean came = arms.error() <= wanted;
      count.came += came ? 1 : 0;
      switch (forecast) {
        case Forecast.Expected(var units, var ignored) -> {
          if (came) {
            count.ratios.add(units / (arms.units() - then));
          }
        }
        case Forecast.Never ignored -> {
          count.never++;
          count.neverAndCame += came ? 1 : 0;
        }
        case Forecast.Unknown ignored -> {}
      }
    }
    return count;
  }

  private static Count row(World world, int replicates) {
    var count = count(world, replicates);
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %.2f | %s | %s | %s | %s |%n",
        world.users(),
        world.fresh(),
        world.wanted(),
        Replicates.share(count.came, replicates),
        Replicates.share(count.never, replicates),
        count.never == 0 ? "" : Replicates.share(count.neverAndCame, count.never),
        count.quantiles());
    return count;
  }

  @Test
  void freshUsersAreForecastWell() {
    var count = row(new World(0, 100, 0.5), 100);

    assertThat(count.quantile(0.5)).isBetween(0.8, 1.25);
  }

  @Tag("soak")
  @Test
  void forecastsOfManyRuns() {
    var fresh = row(new World(0, 100, 0.5), SOAK);
    row(new World(500, 0, 0.9), SOAK);
    row(new World(500, 100, 0.8), SOAK);
    var floor = row(new World(500, 0, 0.5), SOAK);

    assertThat(fresh.quantile(0.5)).isBetween(0.8, 1.25);
    assertThat(fresh.never).isLessThan(SOAK / 20);
    assertThat(floor.came).as("returning users have a floor").isZero();
    assertThat(floor.never).isGreaterThan(SOAK * 9 / 10);
  }
}
