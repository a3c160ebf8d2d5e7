package dev.sextant.statistics.drift;

import dev.sextant.statistics.numeric.Draws;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Judges rows of several numbers as a whole, and so sees what no column shows alone, such as a
 * correlation that has gone. The distance is the maximum mean discrepancy (Gretton and others 2012)
 * of a Gaussian kernel as wide as the median distance of rows, through random Fourier features; its
 * p-value comes from dealing the rows of both samples anew.
 *
 * <p>The distance is given as the move, in robust standard deviations, that all rows would have to
 * make together to be as discrepant: where d columns move by s each, it is s times the root of d.
 * Columns are scaled by both samples together. A missing value lies at the column's middle, and a
 * column more says where values are missing; rows without any number are left out.
 *
 * @param practical the move that matters
 * @param falseAlarms how often drift may be called where there is none
 * @param errorRate how often a move by as much as matters may be called stable
 * @param minimum rows in both samples
 * @param seed decides every draw
 */
public record VectorRule(
    double practical, double falseAlarms, double errorRate, int minimum, long seed) {
  /** A quarter of a standard deviation. */
  public static final VectorRule USUAL = new VectorRule(0.25, 0.05, 0.05, 50, 0);

  /** Of each sample; of more, that many are drawn. */
  static final int ROWS_AT_MOST = 10_000;

  private static final int PAIRS = 256;
  private static final int DRAWS = 499;

  /** Columns that are searched for dependence, evenly over all. */
  private static final int COLUMNS_FOR_TIME = 64;

  public VectorRule {
    if (!(practical > 0) || Double.isInfinite(practical)) {
      throw new IllegalArgumentException(
          "practical: a move of %s cannot matter".formatted(practical));
    }
    if (!(falseAlarms > 0 && falseAlarms < 1 && errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException(
          "falseAlarms and errorRate: rates lie between 0 and 1, unlike %s and %s"
              .formatted(falseAlarms, errorRate));
    }
    if (minimum < 2) {
      throw new IllegalArgumentException("minimum: at least two rows are needed, not " + minimum);
    }
  }

  /** The verdict on rows that are independent of each other. */
  public DriftVerdict judge(VectorSample reference, VectorSample current) {
    reference.requireSameDimension(current);
    var before = reference.present();
    var now = current.present();
    return tooFew(before.size(), now.size())
        .orElseGet(() ->
            judge(
                before.rows(drawn(before.size(), new Random(seed))),
                now.rows(drawn(now.size(), new Random(~seed))),
                new SerialBlocks(1)));
  }

  /**
   * The verdict on rows in the order of time that depend on those shortly before; blocks of them
   * are dealt anew, as in {@link SeriesRule}. Of more rows than can be taken, the last ones are.
   */
  public DriftVerdict judgeSeries(VectorSample reference, VectorSample current) {
    reference.requireSameDimension(current);
    var before = last(reference.present(), ROWS_AT_MOST);
    var now = last(current.present(), ROWS_AT_MOST);
    return tooFew(before.size(), now.size())
        .orElseGet(() -> {
          var blocks = SerialBlocks.of(Math.max(time(before), time(now)));
          return blocks
              .tooFew(before.size(), now.size())
              .orElseGet(() -> judge(whole(before, blocks), whole(now, blocks), blocks));
        });
  }

  private Optional<DriftVerdict> tooFew(int reference, int current) {
    return reference == 0 || current == 0
        ? Optional.of(new DriftVerdict.NotApplicable("a sample has no values"))
        : TooFew.of("rows", reference, current, minimum);
  }

  private static int[] drawn(int rows, Random random) {
    int[] chosen = IntStream.range(0, rows).toArray();
    if (rows <= ROWS_AT_MOST) {
      return chosen;
    }
    Draws.toFront(chosen, ROWS_AT_MOST, random);
    return Arrays.copyOf(chosen, ROWS_AT_MOST);
  }

  private static VectorSample last(VectorSample sample, int rows) {
    return sample.rows(IntStream.range(Math.max(0, sample.size() - rows), sample.size()).toArray());
  }

  private static VectorSample whole(VectorSample sample, SerialBlocks blocks) {
    return last(sample, sample.size() - blocks.start(sample.size()));
  }

  /** The longest correlation time of a column. */
  private static double time(VectorSample sample) {
    int step = Math.ceilDiv(sample.dimension(), COLUMNS_FOR_TIME);
    double longest = 1;
    for (int column = 0; column < sample.dimension(); column += step) {
      longest = Math.max(longest, SerialDependence.of(sample.column(column)).time());
    }
    return longest;
  }

  private DriftVerdict judge(VectorSample before, VectorSample now, SerialBlocks blocks) {
    return PooledScale.of(before, now)
        .map(scale -> scale.size() == 0 ? same(before, now) : judge(before, now, blocks, scale))
        .orElseGet(
            () -> new DriftVerdict.NotApplicable("the numbers exceed the range of a double"));
  }

  private DriftVerdict same(VectorSample before, VectorSample now) {
    return measured(before, now, 0, 0, 1, new TreeMap<>());
  }

  private DriftVerdict judge(
      VectorSample before, VectorSample now, SerialBlocks blocks, PooledScale scale) {
    var random = new Random(seed);
    var rows = new PooledRows(before, now, scale);
    double bandwidth = rows.typicalDistance(random);
    var features = FourierFeatures.of(scale.size(), PAIRS, bandwidth, random);
    var deal =
        FeatureDeal.of(
            features,
            rows::get,
            before.size() / blocks.length(),
            now.size() / blocks.length(),
            blocks.length(),
            DRAWS,
            random);
    double squared = deal.squared();
    long asFar = Arrays.stream(deal.dealt()).filter(d -> d >= squared - 1e-12).count();
    double byMove = features.squaredByMove(deal.mean());
    double effect = Math.sqrt(Math.max(0, squared) / byMove);
    double upper = Math.max(effect, deal.upper(errorRate) / Math.sqrt(byMove));
    var inputs = new TreeMap<String, Double>();
    inputs.put("squaredDiscrepancy", squared);
    inputs.put("squaredByMove", byMove);
    inputs.put("bandwidth", bandwidth);
    inputs.put("features", (double) features.size());
    inputs.put("draws", (double) DRAWS);
    inputs.put("columns", (double) scale.size());
    inputs.put("block", (double) blocks.length());
    inputs.put("seed", (double) seed);
    return measured(before, now, effect, upper - effect, (1.0 + asFar) / (1.0 + DRAWS), inputs);
  }

  private DriftVerdict measured(
      VectorSample before,
      VectorSample now,
      double effect,
      double chance,
      double pValue,
      TreeMap<String, Double> inputs) {
    var verdict =
        new Shift.Measured(
                "MaximumMeanDiscrepancy",
                effect,
                chance,
                practical,
                pValue,
                before.size(),
                now.size(),
                inputs)
            .judge(pValue, falseAlarms, errorRate);
    return verdict instanceof DriftVerdict.Inconclusive(var missing, var needed, var evidence)
            && needed.orElse(0) > ROWS_AT_MOST
        ? new DriftVerdict.Inconclusive(
            "%s, and no more than %d rows are looked at".formatted(missing, ROWS_AT_MOST),
            OptionalLong.empty(),
            evidence)
        : verdict;
  }
}
