package dev.sextant.statistics.drift;

import dev.sextant.statistics.numeric.Rows;
import dev.sextant.statistics.trees.BinnedColumns;
import dev.sextant.statistics.trees.BoostedTrees;
import dev.sextant.statistics.trees.Loss;
import dev.sextant.statistics.trees.TreeModel;
import dev.sextant.statistics.verdict.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Judges two samples by whether a model learns to tell their rows apart (Friedman 2003; Lopez-Paz
 * and Oquab 2017), and says by which columns. Rows are dealt to folds; each fold is scored by trees
 * that learned from the folds before it, so that what one fold says is independent of all others
 * where nothing drifts. Missing values are values of their own.
 *
 * <p>It never says {@code Stable}: trees that do not tell rows apart might with more rows, and
 * other models might with these. Columns that tell the time or the unit must be left out, for they
 * tell samples apart always.
 *
 * @param practical the area under the ROC curve that matters, above 0.5
 * @param falseAlarms how often drift may be called where there is none
 * @param minimum units in both samples
 * @param seed decides every draw
 */
public record DomainClassifier(double practical, double falseAlarms, int minimum, long seed) {
  /** An area of 0.55, from 100 units on. */
  public static final DomainClassifier USUAL = new DomainClassifier(0.55, 0.05, 100, 0);

  /** Of each sample; of more, that many are drawn. */
  static final int UNITS_AT_MOST = 25_000;

  /** Four rows add one to the curvature where nothing is known: a leaf is made of twenty. */
  private static final BoostedTrees TREES = new BoostedTrees(Loss.LOGISTIC, 50, 3, 0.1, 1, 5);

  private static final int FOLDS = 5;
  private static final int SHUFFLED_AT_MOST = 2_000;
  private static final int NAMED_AT_MOST = 10;

  public DomainClassifier {
    if (!(practical > 0.5 && practical < 1)) {
      throw new IllegalArgumentException(
          "practical: an area that matters lies between 0.5 and 1, unlike " + practical);
    }
    if (!(falseAlarms > 0 && falseAlarms < 1)) {
      throw new IllegalArgumentException(
          "falseAlarms: a rate lies between 0 and 1, unlike " + falseAlarms);
    }
    if (minimum < 2 * FOLDS) {
      throw new IllegalArgumentException(
          "minimum: %d folds need at least %d units, not %d".formatted(FOLDS, 2 * FOLDS, minimum));
    }
  }

  /** The verdict on rows that are independent of each other. */
  public DomainDrift judge(List<String> names, VectorSample reference, VectorSample current) {
    return judge(
        names,
        reference,
        Folds.ownUnits(0, reference.size()),
        current,
        Folds.ownUnits(reference.size(), current.size()));
  }

  /**
   * The verdict on rows of units that come back, such as users. One row of each unit is drawn from
   * each sample, and no unit is scored by trees that know it.
   *
   * @param names of the columns
   * @param referenceUnit the unit of each row of the reference
   * @param currentUnit the unit of each row of the current sample; the same number means the same
   *     unit in both
   */
  public DomainDrift judge(
      List<String> names,
      VectorSample reference,
      long[] referenceUnit,
      VectorSample current,
      long[] currentUnit) {
    reference.requireSameDimension(current);
    Rows.requireAsMany(reference.size(), referenceUnit.length);
    Rows.requireAsMany(current.size(), currentUnit.length);
    if (names.size() != reference.dimension()) {
      throw new IllegalArgumentException(
          "names: %d names do not fit %d columns".formatted(names.size(), reference.dimension()));
    }
    var random = new Random(seed);
    var drawn = Folds.of(referenceUnit, currentUnit, UNITS_AT_MOST, FOLDS, random);
    return tooFew(drawn.reference().length, drawn.current().length)
        .map(verdict -> new DomainDrift(verdict, OptionalDouble.empty(), List.of()))
        .orElseGet(() -> judge(names, reference, current, drawn, random));
  }

  private Optional<DriftVerdict> tooFew(int reference, int current) {
    return reference == 0 || current == 0
        ? Optional.of(new DriftVerdict.NotApplicable("a sample has no rows"))
        : TooFew.of("units", reference, current, minimum);
  }

  private DomainDrift judge(
      List<String> names,
      VectorSample reference,
      VectorSample current,
      Folds drawn,
      Random random) {
    int before = drawn.reference().length;
    var rows = binned(reference, current, drawn);
    var ofCurrent = new BitSet();
    ofCurrent.set(before, before + drawn.current().length);
    var scores = new HeldOutScores();
    for (int fold = 1; fold < FOLDS; fold++) {
      int[] held = drawn.fold(fold);
      var trees = learn(rows, drawn.before(fold), ofCurrent);
      scores.add(scored(trees, rows, held), among(held, ofCurrent));
    }
    var verdict = verdict(scores, before, drawn.current().length);
    return new DomainDrift(
        verdict,
        OptionalDouble.of(scores.area()),
        verdict instanceof DriftVerdict.Drift
            ? telling(names, rows, drawn, ofCurrent, random)
            : List.of());
  }

  private DriftVerdict verdict(HeldOutScores scores, int before, int now) {
    var normal = NormalDistribution.of(0, 1);
    double area = scores.area();
    double pValue = normal.survivalProbability(scores.z());
    var inputs = new TreeMap<String, Double>();
    inputs.put("practical", practical);
    inputs.put("pValue", pValue);
    inputs.put("reference", (double) before);
    inputs.put("current", (double) now);
    inputs.put("folds", (double) FOLDS);
    inputs.put("seed", (double) seed);
    // What such scores do not exceed by chance.
    double chance = 0.5 + normal.inverseSurvivalProbability(falseAlarms) * scores.deviation();
    var evidence = new Evidence("DomainClassifier", area, chance, falseAlarms, inputs);
    if (pValue <= falseAlarms && area > practical) {
      return new DriftVerdict.Drift(evidence);
    }
    return new DriftVerdict.Inconclusive(
        "trees tell the rows apart with an area of %.3f (p = %.2g), where %.3g matters"
            .formatted(area, pValue, practical),
        OptionalLong.empty(),
        Optional.of(evidence));
  }

  /** The rows that were drawn, those of the reference first. */
  static BinnedColumns binned(VectorSample reference, VectorSample current, Folds drawn) {
    return BinnedColumns.of(
        Stream.concat(
                Arrays.stream(drawn.reference()).mapToObj(reference::row),
                Arrays.stream(drawn.current()).mapToObj(current::row))
            .toArray(double[][]::new));
  }

  /** How much a row looks like the current sample. Both weigh the same, however many rows each. */
  static TreeModel learn(BinnedColumns rows, int[] chosen, BitSet ofCurrent) {
    double now = Arrays.stream(chosen).filter(ofCurrent::get).count();
    var target = new double[rows.rows()];
    var weight = new double[rows.rows()];
    for (int row : chosen) {
      target[row] = ofCurrent.get(row) ? 1 : 0;
      weight[row] = chosen.length / 2.0 / (ofCurrent.get(row) ? now : chosen.length - now);
    }
    return TREES.fit(rows, chosen, target, weight);
  }

  private static double[] scored(TreeModel trees, BinnedColumns rows, int[] held) {
    return Arrays.stream(held).mapToDouble(row -> trees.score(rows, row)).toArray();
  }

  private static BitSet among(int[] held, BitSet ofCurrent) {
    var among = new BitSet();
    for (int i = 0; i < held.length; i++) {
      among.set(i, ofCurrent.get(held[i]));
    }
    return among;
  }

  private static List<DomainDrift.TellingColumn> telling(
      List<String> names, BinnedColumns rows, Folds drawn, BitSet ofCurrent, Random random) {
    var trees = learn(rows, drawn.before(FOLDS - 1), ofCurrent);
    int[] held = thinned(drawn.fold(FOLDS - 1));
    var current = among(held, ofCurrent);
    double area = area(scored(trees, rows, held), current);
    var losses = new ArrayList<DomainDrift.TellingColumn>();
    for (int column : trees.columns()) {
      var shuffled = rows.shuffled(column, held, random);
      double left = area(scored(trees, shuffled, held), current);
      losses.add(new DomainDrift.TellingColumn(names.get(column), area - left));
    }
    return losses.stream()
        .filter(telling -> telling.loss() > 0)
        .sorted(Comparator.comparingDouble(DomainDrift.TellingColumn::loss).reversed())
        .limit(NAMED_AT_MOST)
        .toList();
  }

  /** Evenly spread rows of a fold, whose rows are ordered by what kind of unit they are of. */
  private static int[] thinned(int[] fold) {
    int step = Math.ceilDiv(fold.length, SHUFFLED_AT_MOST);
    return IntStream.iterate(0, i -> i < fold.length, i -> i + step).map(i -> fold[i]).toArray();
  }

  private static double area(double[] score, BitSet current) {
    var scores = new HeldOutScores();
    scores.add(score, current);
    return scores.area();
  }
}
