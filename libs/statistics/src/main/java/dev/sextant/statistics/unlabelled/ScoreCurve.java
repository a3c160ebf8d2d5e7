package dev.sextant.statistics.unlabelled;

import dev.sextant.statistics.evaluation.Calibration;
import dev.sextant.statistics.evaluation.Estimate;
import dev.sextant.statistics.evaluation.Isotonic;
import dev.sextant.statistics.evaluation.Units;
import dev.sextant.statistics.numeric.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a score means: the probability that belongs to it, and how that varies from one reference to
 * another.
 *
 * @param calibrates whether scores are replaced, or are probabilities that are as good
 * @param curve by isotonic regression of the whole reference
 * @param resampled the same of references with units drawn anew
 * @param alike the correlation of two rows of one unit, beyond what their scores say
 */
record ScoreCurve(boolean calibrates, Isotonic curve, List<Isotonic> resampled, double alike) {
  private static final int FOLDS = 10;
  private static final int BINS = 10;

  static ScoreCurve of(double[] score, boolean[] positive, Units units, int replicates, long seed) {
    var truth = new double[score.length];
    Arrays.setAll(truth, row -> positive[row] ? 1 : 0);
    double[] without = withoutOwnUnit(score, truth, units, seed);
    boolean calibrates = !areProbabilities(score) || improves(score, without, positive);
    var missed = new double[score.length];
    Arrays.setAll(missed, row -> truth[row] - (calibrates ? without[row] : score[row]));
    var resampled = new ArrayList<Isotonic>();
    for (int replicate = 0; replicate < replicates; replicate++) {
      resampled.add(resample(score, truth, units, Draws.bits(seed, replicate)));
    }
    return new ScoreCurve(
        calibrates, Isotonic.fit(score, truth), resampled, WithinUnit.correlation(missed, units));
  }

  private static boolean areProbabilities(double[] score) {
    return Arrays.stream(score).allMatch(s -> s >= 0 && s <= 1);
  }

  // By the expected calibration error of rows whose unit took no part.
  private static boolean improves(double[] score, double[] without, boolean[] positive) {
    return error(without, positive) < error(score, positive);
  }

  private static double error(double[] probability, boolean[] positive) {
    var error = Calibration.expectedError(Calibration.equalCount(positive, probability, BINS));
    return error instanceof Estimate.Value(var value) ? value : 0;
  }

  private static double[] withoutOwnUnit(double[] score, double[] truth, Units units, long seed) {
    int[] fold = WithinUnit.folds(FOLDS, units, seed);
    var probability = new double[score.length];
    for (int out = 0; out < FOLDS; out++) {
      int left = out;
      int[] kept = IntStream.range(0, fold.length).filter(row -> fold[row] != left).toArray();
      var curve = Isotonic.fit(pick(score, kept), pick(truth, kept));
      for (int row = 0; row < fold.length; row++) {
        if (fold[row] == out) {
          probability[row] = curve.at(score[row]);
        }
      }
    }
    return probability;
  }

  private static Isotonic resample(double[] score, double[] truth, Units units, long seed) {
    var times = new int[units.count()];
    for (int draw = 0; draw < times.length; draw++) {
      times[(int) (Draws.uniform(seed, draw) * times.length)]++;
    }
    int[] rows =
        IntStream.range(0, units.rows())
            .flatMap(row -> IntStream.range(0, times[units.unit(row)]).map(ignored -> row))
            .toArray();
    return Isotonic.fit(pick(score, rows), pick(truth, rows));
  }

  private static double[] pick(double[] of, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> of[row]).toArray();
  }

  /** The probability that belongs to each score. */
  double[] probabilities(double[] score) {
    return calibrates ? Arrays.stream(score).map(curve::at).toArray() : score.clone();
  }

  /**
   * The same as another reference might have given it. Where scores are kept, every second one
   * calibrates all the same: whether that helps was decided by chance as well.
   */
  double[] resampled(int replicate, double[] score, double[] probability) {
    Isotonic other = resampled.get(replicate);
    if (calibrates || replicate % 2 == 1) {
      return Arrays.stream(score).map(other::at).toArray();
    }
    var moved = new double[score.length];
    Arrays.setAll(
        moved,
        row ->
            Math.clamp(probability[row] + other.at(score[row]) - curve.at(score[row]), 0.0, 1.0));
    return moved;
  }
}
