package dev.sextant.statistics.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Metrics of several classes and of orders. */
final class ClassAndRankMetricsTest {
  private static final int[] TRUTH = {0, 0, 0, 1, 1, 2};
  private static final int[] PREDICTED = {0, 0, 1, 1, 2, 2};

  private static double value(Statistic statistic) {
    return ((Estimate.Value) statistic.estimate()).value();
  }

  @Example
  void countsByHand() {
    assertThat(value(MulticlassMetrics.accuracy(TRUTH, PREDICTED)))
        .isCloseTo(4.0 / 6, within(1e-15));
    assertThat(value(MulticlassMetrics.balancedAccuracy(TRUTH, PREDICTED)))
        .isCloseTo((2.0 / 3 + 0.5 + 1) / 3, within(1e-15));
    assertThat(value(MulticlassMetrics.macroF1(TRUTH, PREDICTED)))
        .isCloseTo((0.8 + 0.5 + 2.0 / 3) / 3, within(1e-15));
  }

  @Property
  void matthewsOfTwoClassesIsTheCorrelationOfTwoNumbers(@ForAll long seed) {
    var random = new Random(seed);
    int[] truth = random.ints(40, 0, 2).toArray();
    int[] predicted = random.ints(40, 0, 2).toArray();
    double both = IntStream.range(0, 40).filter(i -> truth[i] * predicted[i] == 1).count() / 40.0;
    double t = Arrays.stream(truth).average().orElseThrow();
    double p = Arrays.stream(predicted).average().orElseThrow();

    if (MulticlassMetrics.matthews(truth, predicted).estimate() instanceof Estimate.Value(var m)) {
      assertThat(m).isCloseTo((both - t * p) / Math.sqrt(t * (1 - t) * p * (1 - p)), within(1e-12));
    } else {
      assertThat(t * (1 - t) * p * (1 - p)).isZero();
    }
  }

  @Property
  void aWeightIsARepeatedRow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int rows) {
    var random = new Random(seed);
    int[] truth = random.ints(rows, 0, 3).toArray();
    int[] predicted = random.ints(rows, 0, 3).toArray();
    int[] weights = random.ints(rows, 0, 3).toArray();
    int[] repeated =
        IntStream.range(0, rows)
            .flatMap(row -> IntStream.generate(() -> row).limit(weights[row]))
            .toArray();
    int[] truths = Arrays.stream(repeated).map(row -> truth[row]).toArray();
    int[] predictions = Arrays.stream(repeated).map(row -> predicted[row]).toArray();

    assertThat(MulticlassMetrics.accuracy(truth, predicted).estimate(weights))
        .isEqualTo(MulticlassMetrics.accuracy(truths, predictions).estimate());
    assertThat(MulticlassMetrics.balancedAccuracy(truth, predicted).estimate(weights))
        .isEqualTo(MulticlassMetrics.balancedAccuracy(truths, predictions).estimate());
    assertThat(MulticlassMetrics.macroF1(truth, predicted).estimate(weights))
        .isEqualTo(MulticlassMetrics.macroF1(truths, predictions).estimate());
    assertThat(MulticlassMetrics.matthews(truth, predicted).estimate(weights))
        .isEqualTo(MulticlassMetrics.matthews(truths, predictions).estimate());
  }

  @Example
  void whatIsEquallyProbableSharesThePlaces() {
    double[][] even = {{0.25, 0.25, 0.25, 0.25}};

    for (int k = 1; k <= 4; k++) {
      assertThat(value(MulticlassMetrics.topK(new int[] {2}, even, k))).isEqualTo(k / 4.0);
    }
    assertThat(value(MulticlassMetrics.topK(new int[] {2}, even, 9))).isEqualTo(1);
  }

  @Example
  void whatIsUndefinedIsSaidInWords() {
    int[] same = {1, 1};
    double[][] certain = {{0, 1}, {0, 1}};

    assertThat(MulticlassMetrics.matthews(same, new int[] {0, 1}).estimate())
        .isEqualTo(new Estimate.Undefined("the truth is the same in every row"));
    assertThat(MulticlassMetrics.macroAuc(same, certain).estimate())
        .isEqualTo(new Estimate.Undefined("every row is negative"));
    assertThat(MulticlassMetrics.macroF1(new int[0], new int[0]).estimate())
        .isEqualTo(new Estimate.Undefined("there are no rows"));
    assertThat(MulticlassMetrics.macroAuc(new int[0], new double[0][]).estimate())
        .isEqualTo(new Estimate.Undefined("there are no rows"));
    assertThat(
            RankingMetrics.ndcg(
                    List.of(new RankingMetrics.Query(new double[] {0}, new double[] {1})), 3)
                .estimate())
        .isEqualTo(new Estimate.Undefined("no query has a relevant item"));
    assertThatThrownBy(() -> MulticlassMetrics.logLoss(new int[] {2}, new double[][] {{0.5, 0.5}}))
        .hasMessage("row 0 has the class 2 of 2, among 2");
  }

  @Property(tries = 200)
  void aTiedOrderIsTheMeanOfAllOrders(@ForAll long seed) {
    var random = new Random(seed);
    int items = 1 + random.nextInt(5);
    double[] relevance = random.ints(items, 0, 3).asDoubleStream().toArray();
    double[] score = random.ints(items, 0, 3).asDoubleStream().toArray();
    int k = 1 + random.nextInt(items);

    assertMeanOfOrders(relevance, score, q -> RankingMetrics.ndcg(q, k));
    assertMeanOfOrders(relevance, score, q -> RankingMetrics.reciprocalRank(q, k));
    assertMeanOfOrders(relevance, score, q -> RankingMetrics.recall(q, k));
    assertMeanOfOrders(relevance, score, RankingMetrics::averagePrecision);
  }

  private static void assertMeanOfOrders(
      double[] relevance, double[] score, Function<List<RankingMetrics.Query>, Statistic> metric) {
    Estimate tied = metric.apply(List.of(new RankingMetrics.Query(relevance, score))).estimate();
    var orders = new ArrayList<RankingMetrics.Query>();
    permute(IntStream.range(0, score.length).toArray(), 0, score, relevance, orders);

    Estimate mean = metric.apply(orders).estimate();

    if (tied instanceof Estimate.Value(var value)) {
      assertThat(((Estimate.Value) mean).value()).isCloseTo(value, within(1e-12));
    } else {
      assertThat(mean).isEqualTo(tied);
    }
  }

  // Every way to break the ties: a bonus by place in the permutation, too small to change the rest.
  private static void permute(
      int[] order, int from, double[] score, double[] relevance, List<RankingMetrics.Query> into) {
    if (from == order.length) {
      double[] broken = score.clone();
      for (int place = 0; place < order.length; place++) {
        broken[order[place]] += place / 100.0;
      }
      into.add(new RankingMetrics.Query(relevance, broken));
      return;
    }
    for (int i = from; i < order.length; i++) {
      int[] next = order.clone();
      next[from] = order[i];
      next[i] = order[from];
      permute(next, from + 1, score, relevance, into);
    }
  }

  @Property
  void theBestOrderIsPerfectAndOnlyTheOrderCounts(@ForAll long seed) {
    var random = new Random(seed);
    double[] relevance = random.ints(8, 0, 4).asDoubleStream().toArray();
    relevance[0] = 1;
    double[] score = random.doubles(8).toArray();
    double[] other = Arrays.stream(score).map(s -> 5 * s - 3).toArray();

    var best = List.of(new RankingMetrics.Query(relevance, relevance));
    assertThat(value(RankingMetrics.ndcg(best, 5))).isCloseTo(1, within(1e-12));
    assertThat(value(RankingMetrics.averagePrecision(best))).isCloseTo(1, within(1e-12));
    assertThat(value(RankingMetrics.ndcg(List.of(new RankingMetrics.Query(relevance, score)), 5)))
        .isEqualTo(
            value(RankingMetrics.ndcg(List.of(new RankingMetrics.Query(relevance, other)), 5)));
  }
}
