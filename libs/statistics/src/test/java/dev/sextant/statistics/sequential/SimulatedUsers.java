package dev.sextant.statistics.sequential;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Users that come back: each falls into one of 4,096 buckets and has its own failure probability,
 * so that two of its requests are correlated, and both load and failures follow the day.
 */
final class SimulatedUsers {
  static final int BUCKETS = 4_096;
  static final int STEPS = 24;
  private static final double DAY = 12;
  private static final double REQUESTS_PER_STEP = 1;

  /**
   * A world.
   *
   * @param correlation of two requests of one user
   * @param rate of failures of stable, averaged over the day
   * @param effect the candidate's rate minus stable's, at every time of the day
   * @param weights the candidate's share of the buckets in per cent, one for each equal part of the
   *     time
   */
  record World(double correlation, double rate, double effect, List<Integer> weights) {
    static World steady(double correlation, double rate, double effect, int weight) {
      return new World(correlation, rate, effect, List.of(weight));
    }

    int weight(int step) {
      return weights.get(step * weights.size() / STEPS);
    }
  }

  /** One arm's counts while the weights stay the same. */
  static final class Counts {
    final double[] requests = new double[BUCKETS];
    final double[] failures = new double[BUCKETS];

    ClusterTotals totals() {
      return ClusterTotals.of(requests, failures);
    }
  }

  /** Both arms' counts of one period of constant weights. */
  static final class Period {
    final int weight;
    final Counts stable = new Counts();
    final Counts candidate = new Counts();

    Period(int weight) {
      this.weight = weight;
    }
  }

  private final World world;
  private final RandomGenerator random;
  private final int[] bucket;
  private final double[] quality;

  // Each user as often as it is active.
  private final int[] turns;

  /** The periods so far, the current one last. */
  final List<Period> periods = new ArrayList<>();

  private final List<Effects.Stratum> strata = new ArrayList<>();

  /** The counts of the last step alone. */
  Period last = new Period(0);

  SimulatedUsers(World world, long seed) {
    this.world = world;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var buckets = new ArrayList<Integer>();
    for (int b = 0; b < BUCKETS; b++) {
      for (int users = 1 + poisson(1); users > 0; users--) {
        buckets.add(b);
      }
    }
    this.bucket = buckets.stream().mapToInt(Integer::intValue).toArray();
    this.quality = new double[bucket.length];
    var busy = new ArrayList<Integer>();
    for (int u = 0; u < bucket.length; u++) {
      quality[u] = beta(world.rate, world.correlation);
      double activity = Math.exp(0.8 * random.nextGaussian() - 0.32);
      for (int turn = (int) (8 * activity + random.nextDouble()); turn > 0; turn--) {
        busy.add(u);
      }
    }
    this.turns = busy.stream().mapToInt(Integer::intValue).toArray();
  }

  /** One step of time: every user of the step falls into the arm of its bucket. */
  void step(int step) {
    int weight = world.weight(step);
    if (periods.isEmpty() || periods.getLast().weight != weight) {
      periods.add(new Period(weight));
    }
    double angle = 2 * Math.PI * step / DAY;
    double load = REQUESTS_PER_STEP * (1 + 0.8 * Math.sin(angle));
    double trouble = 1 + 0.5 * Math.cos(angle);
    double worse = world.effect / (1 - world.rate * trouble);
    int candidates = BUCKETS * weight / 100;
    last = new Period(weight);
    double expected = bucket.length * load;
    long requests = Math.round(expected + Math.sqrt(expected) * random.nextGaussian());
    for (long request = 0; request < requests; request++) {
      int user = turns[random.nextInt(turns.length)];
      boolean candidate = bucket[user] < candidates;
      double failing = Math.min(1, quality[user] * trouble);
      if (candidate) {
        failing += worse * (1 - failing);
      }
      int failed = random.nextDouble() < failing ? 1 : 0;
      add(last, candidate, bucket[user], failed);
      add(periods.getLast(), candidate, bucket[user], failed);
    }
    if (strata.size() == periods.size()) {
      strata.removeLast();
    }
    Period now = periods.getLast();
    strata.add(new Effects.Stratum(now.weight, now.stable.totals(), now.candidate.totals()));
  }

  /** The totals of every period so far. */
  List<Effects.Stratum> strata() {
    return strata;
  }

  private static void add(Period period, boolean candidate, int bucket, int failed) {
    Counts counts = candidate ? period.candidate : period.stable;
    counts.requests[bucket]++;
    counts.failures[bucket] += failed;
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  // A probability with that mean, such that two events of its owner have that correlation.
  private double beta(double mean, double correlation) {
    if (correlation == 0 || mean == 0) {
      return mean;
    }
    double strength = (1 - correlation) / correlation;
    double a = gamma(mean * strength);
    double b = gamma((1 - mean) * strength);
    return a == 0 ? 0 : a / (a + b);
  }

  // Marsaglia and Tsang's rejection method.
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
