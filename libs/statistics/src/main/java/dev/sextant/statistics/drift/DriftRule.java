package dev.sextant.statistics.drift;

import dev.sextant.statistics.evaluation.BenjaminiHochberg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Judges columns, each for missing values and for the others. Drift is a distance that matters and
 * that chance does not explain, regarding all columns (Benjamini and Hochberg). Rows must be
 * independent of each other.
 *
 * @param numbers the distance of Wasserstein that matters for numbers, in robust standard
 *     deviations of the reference
 * @param categories the distance of Jensen and Shannon, in base 2, that matters for categories
 * @param missing the change of the share of missing values that matters
 * @param falseShare of the drifts called that may be false
 * @param errorRate how often a column that drifted by as much as matters may be called stable
 * @param minimum rows in both samples
 * @param seed decides every draw
 */
public record DriftRule(
    double numbers,
    double categories,
    double missing,
    double falseShare,
    double errorRate,
    long minimum,
    long seed) {
  /** A tenth of a standard deviation, a distance of 0.1, and 2 % missing values. */
  public static final DriftRule USUAL = new DriftRule(0.1, 0.1, 0.02, 0.05, 0.05, 50, 0);

  /** The most frequent categories that are cells of their own. */
  private static final int CATEGORIES = 50;

  private static final int DRAWS = 500;
  static final double TAIL = 0.001;

  public DriftRule {
    requireShare("numbers", numbers, Double.MAX_VALUE);
    requireShare("categories", categories, 1);
    requireShare("missing", missing, 1);
    requireShare("falseShare", falseShare, 1);
    requireShare("errorRate", errorRate, 1);
    if (minimum < 1) {
      throw new IllegalArgumentException("at least one row is needed, not " + minimum);
    }
  }

  private static void requireShare(String name, double share, double most) {
    if (!(share > 0 && share <= most)) {
      throw new IllegalArgumentException("%s cannot be %s".formatted(name, share));
    }
  }

  /** The verdicts of all columns together, in their order. */
  public List<ColumnDrift> judge(List<Column> columns) {
    return judgeMeasured(columns.stream().map(this::measure).toList());
  }

  /**
   * Measures one column. Columns can be measured one by one, wherever their rows are, so that no
   * more than one of them is held in memory.
   */
  public MeasuredColumn measure(Column column) {
    return new MeasuredColumn(column.name(), missing(column), values(column));
  }

  /** The verdicts of columns that this rule has measured, together, in their order. */
  public List<ColumnDrift> judgeMeasured(List<MeasuredColumn> columns) {
    var shifts = columns.stream().flatMap(c -> Stream.of(c.missing(), c.values())).toList();
    double[] adjusted =
        BenjaminiHochberg.adjusted(
            shifts.stream()
                .filter(Shift.Measured.class::isInstance)
                .mapToDouble(shift -> ((Shift.Measured) shift).pValue())
                .toArray());
    var verdicts = new ArrayList<DriftVerdict>();
    int next = 0;
    for (Shift shift : shifts) {
      verdicts.add(
          switch (shift) {
            case Shift.Answered(var verdict) -> verdict;
            case Shift.Measured measured -> measured.judge(adjusted[next++], falseShare, errorRate);
          });
    }
    var drifts = new ArrayList<ColumnDrift>();
    for (int i = 0; i < columns.size(); i++) {
      drifts.add(
          new ColumnDrift(columns.get(i).name(), verdicts.get(2 * i), verdicts.get(2 * i + 1)));
    }
    return List.copyOf(drifts);
  }

  private Shift missing(Column column) {
    long reference = column.referenceMissing() + column.referenceSize();
    long current = column.currentMissing() + column.currentSize();
    return tooFew(reference, current)
        .orElseGet(
            () -> missing(column.referenceMissing(), reference, column.currentMissing(), current));
  }

  private Shift missing(long referenceMissing, long reference, long currentMissing, long current) {
    double before = (double) referenceMissing / reference;
    double now = (double) currentMissing / current;
    // With one more of each kind, for none at all do not prove that there cannot be any.
    double pooled = (referenceMissing + currentMissing + 1.0) / (reference + current + 2.0);
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / reference + 1.0 / current));
    double seen = (double) (referenceMissing + currentMissing) / (reference + current);
    double known = Math.sqrt(seen * (1 - seen) * (1.0 / reference + 1.0 / current));
    boolean few =
        Math.min(seen, 1 - seen) * Math.min(reference, current) < 5
            && reference + current < Integer.MAX_VALUE;
    double pValue;
    if (known == 0) {
      pValue = 1;
    } else if (few) {
      int[][] table = {
        {(int) referenceMissing, (int) (reference - referenceMissing)},
        {(int) currentMissing, (int) (current - currentMissing)}
      };
      pValue = Math.clamp(FisherExactTest.withDefaults().test(table).getPValue(), 0.0, 1.0);
    } else {
      pValue = Math.min(1, 2 * normal().survivalProbability(Math.abs(now - before) / known));
    }
    var inputs = new TreeMap<String, Double>();
    inputs.put("missingBefore", before);
    inputs.put("missingNow", now);
    return new Shift.Measured(
        few ? "MissingRate.fisher" : "MissingRate.z",
        Math.abs(now - before),
        normal().inverseSurvivalProbability(errorRate / 2) * error,
        missing,
        pValue,
        reference,
        current,
        inputs);
  }

  private Shift values(Column column) {
    if (column.referenceSize() == 0) {
      return new Shift.Answered(new DriftVerdict.NotApplicable("the reference has no values"));
    }
    if (column.currentSize() == 0) {
      return new Shift.Answered(
          new DriftVerdict.NotApplicable("there are no values; see what is missing"));
    }
    return tooFew(column.referenceSize(), column.currentSize())
        .orElseGet(() ->
            switch (column) {
              case Column.Numbers(var ignored, var before, var now) -> numbers(before, now);
              case Column.Categories(var ignored, var before, var now) ->
                  cells(Cells.ofCategories(before, now, CATEGORIES), categories);
            });
  }

  private Optional<Shift> tooFew(long reference, long current) {
    return TooFew.of("rows", reference, current, minimum).map(Shift.Answered::new);
  }

  // Values beyond the outermost tenths of a per cent of the reference are moved to its edge, so
  // that one wild value is no drift; the p-value is that of all values as they are.
  private Shift numbers(NumericSample reference, NumericSample current) {
    double low = reference.quantile(TAIL);
    double high = reference.quantile(1 - TAIL);
    var before = reference.between(low, high);
    double scale = before.robustDeviation();
    if (!(scale > 0) || Double.isInfinite(scale)) {
      return cells(aroundMostFrequent(reference, current), categories);
    }
    var now = current.between(low, high);
    var test = KolmogorovSmirnov.test(reference, current);
    var inputs = new TreeMap<String, Double>();
    inputs.put("scale", scale);
    inputs.put("low", low);
    inputs.put("high", high);
    inputs.put("kolmogorovSmirnov", test.distance());
    inputs.put("seed", (double) seed);
    double effect = Wasserstein.distance(before, now) / scale;
    double chance = Wasserstein.ofChance(before, now.size(), 1 - errorRate, DRAWS, seed) / scale;
    return Double.isFinite(effect + chance)
        ? new Shift.Measured(
            "Wasserstein",
            effect,
            chance,
            numbers,
            test.pValue(),
            reference.size(),
            current.size(),
            inputs)
        : new Shift.Answered(
            new DriftVerdict.NotApplicable("the numbers exceed the range of a double"));
  }

  // Of a column that is nearly constant, what counts is the share below, at and above its value.
  private static Cells aroundMostFrequent(NumericSample reference, NumericSample current) {
    double middle = reference.quantile(0.5);
    double below = Math.nextDown(middle);
    return Cells.of(
        List.of("below", "at " + middle, "above"),
        parts(reference, below, middle),
        parts(current, below, middle));
  }

  private static long[] parts(NumericSample sample, double below, double middle) {
    long under = sample.countUpTo(below);
    long upTo = sample.countUpTo(middle);
    return new long[] {under, upTo - under, sample.size() - upTo};
  }

  private Shift cells(Cells counted, double practical) {
    boolean lumped =
        counted.isSparse()
            && counted.referenceSize() + counted.currentSize() > CellDistance.DRAWN_AT_MOST;
    var tested = lumped ? counted.lumped() : counted;
    var distance = CellDistance.JENSEN_SHANNON;
    var inputs = new TreeMap<String, Double>();
    inputs.put("cells", (double) counted.size());
    inputs.put("testedCells", (double) tested.size());
    inputs.put("largest", CellDistance.LARGEST.between(counted));
    inputs.put("seed", (double) seed);
    return new Shift.Measured(
        "JensenShannon",
        distance.between(counted),
        distance.ofChance(counted, 1 - errorRate, DRAWS, seed).orElse(0),
        practical,
        distance.pValue(tested, DRAWS, seed),
        counted.referenceSize(),
        counted.currentSize(),
        inputs);
  }

  private static NormalDistribution normal() {
    return NormalDistribution.of(0, 1);
  }
}
