package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.Replicates;
import dev.sextant.statistics.document.SimulatedTable;
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
  private static final int SOAK = Replicates.times(2_000);
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

  private static final World FRESH = new World(0, 100, 0.5);

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

    String neverAndCame() {
      if (never == 0) {
        return "";
      }
      return neverAndCame == never ? "all of " + never : Replicates.share(neverAndCame, never);
    }

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

  private static Count row(SimulatedTable table, World world) {
    var count = count(world, SOAK);
    table.row(
        String.format(
            Locale.ROOT,
            "%d | %d | %.2f | %s | %s | %s | %s",
            world.users(),
            world.fresh(),
            world.wanted(),
            Replicates.share(count.came, SOAK),
            Replicates.share(count.never, SOAK),
            count.neverAndCame(),
            count.quantiles()));
    return count;
  }

  @Test
  void freshUsersAreForecastWell() {
    assertThat(count(FRESH, 100).quantile(0.5)).isBetween(0.8, 1.25);
  }

  @Tag("soak")
  @Test
  void forecastsOfManyRuns() {
    try (var table =
        SimulatedTable.of(
            "forecasts-after-ten-steps",
            "returning users",
            "new users a step",
            "wanted",
            "it came",
            "forecast \"never\"",
            "of which it came",
            "ratio: 10 %, half, 90 %")) {
      var fresh = row(table, FRESH);
      row(table, new World(500, 0, 0.9));
      row(table, new World(500, 100, 0.8));
      var floor = row(table, new World(500, 0, 0.5));

      assertThat(fresh.quantile(0.5)).isBetween(0.8, 1.25);
      assertThat(fresh.never).isLessThanOrEqualTo(Replicates.atMost(0.05, SOAK));
      assertThat(floor.came).as("returning users have a floor").isZero();
      assertThat(floor.never).isGreaterThanOrEqualTo(Replicates.atLeast(0.9, SOAK));
    }
  }
}
