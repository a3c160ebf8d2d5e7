package dev.sextant.statistics.evaluation;

import dev.sextant.statistics.numeric.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Whether probabilities mean what they say: events as often as predicted. For several classes give
 * the probability of the predicted class, and whether it was right.
 */
public final class Calibration {
  private Calibration() {}

  /**
   * A group of rows with similar probabilities.
   *
   * @param rows how many, at least 1
   * @param predicted the mean probability
   * @param happened the share of rows with the event
   */
  public record Bin(int rows, double predicted, double happened) {
    double gap() {
      return Math.abs(happened - predicted);
    }
  }

  /**
   * The score and its parts (Murphy 1973), of rows grouped by equal probability: {@code score =
   * reliability - resolution + uncertainty}.
   *
   * @param score the mean squared difference of probability and event
   * @param reliability how far probabilities lie from what happens; 0 is calibrated
   * @param resolution how far what happens differs between probabilities
   * @param uncertainty of the event itself
   */
  public record Brier(double score, double reliability, double resolution, double uncertainty) {}

  /** Bins of equal width over 0 to 1, the last one closed; those without rows are left out. */
  public static List<Bin> equalWidth(boolean[] event, double[] probability, int bins) {
    require(event, probability, bins);
    var of = new int[probability.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = Math.min((int) (probability[i] * bins), bins - 1);
    }
    return bins(event, probability, of, bins);
  }

  /**
   * Bins of about equally many rows; rows of equal probability stay together, so there may be
   * fewer.
   */
  public static List<Bin> equalCount(boolean[] event, double[] probability, int bins) {
    require(event, probability, bins);
    double[] sorted = probability.clone();
    Arrays.sort(sorted);
    var of = new int[probability.length];
    for (int i = 0; i < of.length; i++) {
      // Where the first row of its probability lies, which is the same for all of them.
      long place = firstPlace(sorted, probability[i]);
      of[i] = (int) (place * bins / sorted.length);
    }
    return bins(event, probability, of, bins);
  }

  /** The expected calibration error: the mean gap of the rows. Undefined without rows. */
  public static Estimate expectedError(List<Bin> bins) {
    double sum = 0;
    long rows = 0;
    for (Bin bin : bins) {
      sum += bin.rows * bin.gap();
      rows += bin.rows;
    }
    return rows == 0 ? Estimate.Undefined.NO_ROWS : Estimate.of(sum / rows);
  }

  /** The largest gap of any bin. Undefined without rows. */
  public static Estimate largestError(List<Bin> bins) {
    return bins.isEmpty()
        ? Estimate.Undefined.NO_ROWS
        : Estimate.of(bins.stream().mapToDouble(Bin::gap).max().getAsDouble());
  }

  /**
   * What the expected error of bins of equal width would not exceed if the probabilities were
   * right: few rows alone make a gap. Events are drawn with these probabilities; an error above
   * both a threshold and this is miscalibration.
   *
   * @param quantile of the draws, such as 0.95
   * @param draws how many, such as 200
   * @param seed decides every draw
   */
  public static Estimate expectedErrorIfRight(
      double[] probability, int bins, double quantile, int draws, long seed) {
    if (draws < 1 || !(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("no quantile %s of %d draws".formatted(quantile, draws));
    }
    var random = new Random(seed);
    var event = new boolean[probability.length];
    var errors = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < event.length; i++) {
        event[i] = random.nextDouble() < probability[i];
      }
      switch (expectedError(equalWidth(event, probability, bins))) {
        case Estimate.Value(var value) -> errors[draw] = value;
        case Estimate.Undefined undefined -> {
          return undefined;
        }
      }
    }
    Arrays.sort(errors);
    return Estimate.of(errors[Math.min(draws - 1, (int) Math.ceil(quantile * draws) - 1)]);
  }

  /** The Brier score and its parts; empty without rows. */
  public static Optional<Brier> brier(boolean[] event, double[] probability) {
    require(event, probability, 1);
    int rows = event.length;
    if (rows == 0) {
      return Optional.empty();
    }
    int[] order = Rows.ascending(probability);
    double events = 0;
    for (boolean happened : event) {
      events += happened ? 1 : 0;
    }
    double base = events / rows;
    double score = 0;
    double reliability = 0;
    double resolution = 0;
    int from = 0;
    while (from < rows) {
      double p = probability[order[from]];
      int to = from;
      double happened = 0;
      while (to < rows && probability[order[to]] == p) {
        happened += event[order[to]] ? 1 : 0;
        to++;
      }
      int same = to - from;
      double rate = happened / same;
      score += happened * (1 - p) * (1 - p) + (same - happened) * p * p;
      reliability += same * (p - rate) * (p - rate);
      resolution += same * (rate - base) * (rate - base);
      from = to;
    }
    return Optional.of(
        new Brier(score / rows, reliability / rows, resolution / rows, base * (1 - base)));
  }

  private static List<Bin> bins(boolean[] event, double[] probability, int[] of, int bins) {
    var rows = new int[bins];
    var predicted = new double[bins];
    var happened = new double[bins];
    for (int i = 0; i < of.length; i++) {
      rows[of[i]]++;
      predicted[of[i]] += probability[i];
      happened[of[i]] += event[i] ? 1 : 0;
    }
    var list = new ArrayList<Bin>();
    for (int b = 0; b < bins; b++) {
      if (rows[b] > 0) {
        list.add(new Bin(rows[b], predicted[b] / rows[b], happened[b] / rows[b]));
      }
    }
    return List.copyOf(list);
  }

  private static int firstPlace(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void require(boolean[] event, double[] probability, int bins) {
    Rows.requirePaired(event, probability);
    Rows.requireProbabilities(probability);
    if (bins < 1) {
      throw new IllegalArgumentException("there is at least one bin, not " + bins);
    }
  }
}
