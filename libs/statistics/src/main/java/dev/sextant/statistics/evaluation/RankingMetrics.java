package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The metrics of ordered items. The unit is the query, so a statistic has one row a query: resample
 * with {@code Units.rows(queries)} or with whatever queries belong to. Items of equal score stand
 * in every order at once: each metric is the mean over these orders (McSherry and Najork 2008).
 * Queries without a relevant item say nothing of the order and are left out.
 */
public final class RankingMetrics {
  private RankingMetrics() {}

  /** The items of one query. */
  public static final class Query {
    private final double[] relevance;
    private final double[] score;

    /**
     * A query.
     *
     * @param relevance of each item, at least 0; more is better, and above 0 is relevant
     * @param score by which the items are ordered, the highest first
     */
    public Query(double[] relevance, double[] score) {
      Rows.requirePaired(relevance, score);
      for (double relevant : relevance) {
        if (relevant < 0) {
          throw new IllegalArgumentException("a relevance is at least 0, unlike " + relevant);
        }
      }
      this.relevance = relevance.clone();
      this.score = score.clone();
    }

    boolean hasRelevant() {
      return Arrays.stream(relevance).anyMatch(r -> r > 0);
    }
  }

  /** A run of items with one score. */
  private record Tie(int before, int items, int relevant, double gain) {}

  /**
   * The gain of the first k places, discounted by the logarithm of the place, as a share of what
   * the best order gains (Järvelin and Kekäläinen 2002); the gain is the relevance itself.
   */
  public static Statistic ndcg(List<Query> queries, int k) {
    return mean(queries, k, RankingMetrics::ndcg);
  }

  /** One over the place of the first relevant item; 0 where it lies beyond the first k. */
  public static Statistic reciprocalRank(List<Query> queries, int k) {
    return mean(queries, k, RankingMetrics::reciprocalRank);
  }

  /** The share of the relevant items among the first k. */
  public static Statistic recall(List<Query> queries, int k) {
    return mean(queries, k, RankingMetrics::recall);
  }

  /** The mean over relevant items of the share of relevant items down to their place. */
  public static Statistic averagePrecision(List<Query> queries) {
    return mean(queries, Integer.MAX_VALUE, RankingMetrics::averagePrecision);
  }

  private interface Metric {
    double of(Query query, List<Tie> ties, int k);
  }

  private static Statistic mean(List<Query> queries, int k, Metric metric) {
    if (k < 1) {
      throw new IllegalArgumentException("k is at least 1, not " + k);
    }
    var defined = new boolean[queries.size()];
    var values = new double[queries.size()];
    for (int q = 0; q < values.length; q++) {
      Query query = queries.get(q);
      defined[q] = query.hasRelevant();
      values[q] = defined[q] ? metric.of(query, ties(query), k) : 0;
    }
    return new MeanOfQueries(values, defined);
  }

  private static final class MeanOfQueries implements Statistic {
    private final double[] values;
    private final boolean[] defined;

    MeanOfQueries(double[] values, boolean[] defined) {
      this.values = values;
      this.defined = defined;
    }

    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public Estimate estimate(int[] weights) {
      double sum = 0;
      long count = 0;
      for (int q = 0; q < values.length; q++) {
        if (defined[q]) {
          sum += weights[q] * values[q];
          count += weights[q];
        }
      }
      return count == 0
          ? new Estimate.Undefined("no query has a relevant item")
          : Estimate.of(sum / count);
    }
  }

  private static List<Tie> ties(Query query) {
    int[] order = Rows.descending(query.score);
    var ties = new ArrayList<Tie>();
    int from = 0;
    while (from < order.length) {
      int to = from;
      int relevant = 0;
      double gain = 0;
      while (to < order.length && query.score[order[to]] == query.score[order[from]]) {
        gain += query.relevance[order[to]];
        relevant += query.relevance[order[to]] > 0 ? 1 : 0;
        to++;
      }
      ties.add(new Tie(from, to - from, relevant, gain));
      from = to;
    }
    return ties;
  }

  private static double ndcg(Query query, List<Tie> ties, int k) {
    double gained = 0;
    for (Tie tie : ties) {
      gained += tie.gain / tie.items * discounts(tie.before, Math.min(k, tie.before + tie.items));
    }
    double[] best = query.relevance.clone();
    Arrays.sort(best);
    double most = 0;
    for (int place = 0; place < Math.min(k, best.length); place++) {
      most += best[best.length - 1 - place] * discounts(place, place + 1);
    }
    return gained / most;
  }

  // The sum of 1 / log2(place + 2) for places from 0.
  private static double discounts(int from, int to) {
    double sum = 0;
    for (int place = from; place < to; place++) {
      sum += StrictMath.log(2) / StrictMath.log(place + 2.0);
    }
    return sum;
  }

  private static double reciprocalRank(Query query, List<Tie> ties, int k) {
    for (Tie tie : ties) {
      if (tie.relevant > 0) {
        // The chance that the first relevant one of the tie stands at its place j.
        double notYet = 1;
        double mean = 0;
        for (int j = 0; j <= tie.items - tie.relevant && tie.before + j < k; j++) {
          double here = (double) tie.relevant / (tie.items - j);
          mean += notYet * here / (tie.before + j + 1);
          notYet *= 1 - here;
        }
        return mean;
      }
    }
    return 0;
  }

  private static double recall(Query query, List<Tie> ties, int k) {
    double found = 0;
    int all = 0;
    for (Tie tie : ties) {
      int inside = Math.clamp((long) k - tie.before, 0, tie.items);
      found += (double) tie.relevant * inside / tie.items;
      all += tie.relevant;
    }
    return found / all;
  }

  private static double averagePrecision(Query query, List<Tie> ties, int k) {
    double sum = 0;
    int above = 0;
    for (Tie tie : ties) {
      double density = (double) tie.relevant / tie.items;
      double others = tie.items == 1 ? 0 : (tie.relevant - 1.0) / (tie.items - 1);
      for (int j = 0; j < tie.items && tie.relevant > 0; j++) {
        sum += density * (above + j * others + 1) / (tie.before + j + 1);
      }
      above += tie.relevant;
    }
    return sum / above;
  }
}
