package dev.sextant.statistics.feedback;

import dev.sextant.statistics.numeric.Rows;
import dev.sextant.statistics.verdict.Evidence;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a metric grows from one generation of a model to the next: the median of the slopes
 * between all pairs of generations (Theil 1950), with exact bounds from Kendall's distribution (Sen
 * 1968; the test of Mann 1945). Exact for one look where generations stray from a straight line
 * independently of each other, however they are distributed. Where a generation keeps something of
 * the last by chance, the rate is exceeded.
 *
 * @param matters from which growth a generation on it matters, at least 0, in the metric's unit
 * @param errorRate how often growth may be called larger than what matters, or smaller, falsely
 */
public record GenerationTrend(double matters, double errorRate) {
  /** Older generations than these are left out. */
  private static final int LAST = 100;

  public GenerationTrend {
    if (!(matters >= 0 && Double.isFinite(matters) && errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException(
          "growth of %s at an error rate of %s cannot be tested".formatted(matters, errorRate));
    }
  }

  /** What the generations say. */
  public sealed interface Result {
    /** The metric grows by more than what matters. */
    record Growing(Evidence evidence) implements Result {}

    /** It grows by less than what matters, or not at all. */
    record Steady(Evidence evidence) implements Result {}

    /**
     * Neither is shown.
     *
     * @param needed how many more generations are the least that could show anything, where these
     *     could not
     */
    record Inconclusive(String missing, OptionalInt needed, Optional<Evidence> evidence)
        implements Result {}
  }

  /**
   * Judges generations in their order.
   *
   * @param metric of each generation, such as the chance that two exposures are of one item
   */
  public Result judge(double[] metric) {
    Rows.requireFinite(metric);
    double[] last = Arrays.copyOfRange(metric, Math.max(0, metric.length - LAST), metric.length);
    int left = last.length < 2 ? 0 : below(last.length);
    if (left == 0) {
      int least = leastGenerations();
      return new Result.Inconclusive(
          "%d generations show no trend at this rate, %d are the least that could"
              .formatted(metric.length, least),
          OptionalInt.of(least - last.length),
          Optional.empty());
    }
    double[] slopes = slopes(last);
    double lower = slopes[left - 1];
    double upper = slopes[slopes.length - left];
    double median = (slopes[(slopes.length - 1) / 2] + slopes[slopes.length / 2]) / 2;
    if (lower > matters) {
      return new Result.Growing(evidence(median, lower, lower, upper, last.length));
    }
    if (upper < matters) {
      return new Result.Steady(evidence(median, upper, lower, upper, last.length));
    }
    return new Result.Inconclusive(
        "it grows by %.3g to %.3g a generation, where %.3g matters"
            .formatted(lower, upper, matters),
        OptionalInt.empty(),
        Optional.of(evidence(median, lower, lower, upper, last.length)));
  }

  private static double[] slopes(double[] metric) {
    var slopes = new double[metric.length * (metric.length - 1) / 2];
    int next = 0;
    for (int later = 1; later < metric.length; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        slopes[next++] = (metric[later] - metric[earlier]) / (later - earlier);
      }
    }
    Arrays.sort(slopes);
    return slopes;
  }

  private int leastGenerations() {
    int generations = 2;
    while (below(generations) == 0) {
      generations++;
    }
    return generations;
  }

  /**
   * The place, from 1, of the slope that the true one lies below at most at the error rate; 0 where
   * none does. That a pair rises more steeply than the truth has the law of the inversions of a
   * random order.
   */
  private int below(int generations) {
    double[] inversions = {1};
    for (int placed = 2; placed <= generations; placed++) {
      var more = new double[inversions.length + placed - 1];
      for (int i = 0; i < inversions.length; i++) {
        for (int added = 0; added < placed; added++) {
          more[i + added] += inversions[i] / placed;
        }
      }
      inversions = more;
    }
    double tail = 0;
    int place = 0;
    while (place < inversions.length && tail + inversions[place] <= errorRate) {
      tail += inversions[place++];
    }
    return place;
  }

  private Evidence evidence(
      double median, double bound, double lower, double upper, int generations) {
    return Evidence.of(
        "GenerationTrend",
        median,
        bound,
        errorRate,
        Map.of(
            "lower", lower,
            "upper", upper,
            "matters", matters,
            "generations", (double) generations));
  }
}
