package dev.sextant.statistics.drift;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

/**
 * Judges a column of numbers whose rows depend on those shortly before, as sensors, queues and
 * returning users make them. Rows are dealt anew not one by one but in blocks of neighbours, long
 * enough that blocks hardly depend on each other. The distance is that of Wasserstein in robust
 * standard deviations of the reference, as in {@link DriftRule}.
 *
 * @param practical the distance that matters
 * @param falseAlarms how often drift may be called where there is none
 * @param errorRate how often a column that drifted by as much as matters may be called stable
 * @param seed decides every draw
 */
public record SeriesRule(double practical, double falseAlarms, double errorRate, long seed) {
  /** A tenth of a standard deviation is seldom to be had from a stream; a half is. */
  public static final SeriesRule USUAL = new SeriesRule(0.5, 0.05, 0.05, 0);

  private static final int DRAWS = 500;

  public SeriesRule {
    if (!(practical > 0) || Double.isInfinite(practical)) {
      throw new IllegalArgumentException("a distance of %s cannot matter".formatted(practical));
    }
    if (!(falseAlarms > 0 && falseAlarms < 1 && errorRate > 0 && errorRate < 1)) {
      throw new IllegalArgumentException(
          "rates lie between 0 and 1, unlike %s and %s".formatted(falseAlarms, errorRate));
    }
  }

  /** The verdict on two series, each in the order of time; what is missing is left out. */
  public DriftVerdict judge(double[] reference, double[] current) {
    double[] before = Arrays.stream(reference).filter(Double::isFinite).toArray();
    double[] now = Arrays.stream(current).filter(Double::isFinite).toArray();
    if (before.length == 0 || now.length == 0) {
      return new DriftVerdict.NotApplicable("a series has no values");
    }
    double time = Math.max(SerialDependence.of(before).time(), SerialDependence.of(now).time());
    var blocks = SerialBlocks.of(time);
    return blocks
        .tooFew(before.length, now.length)
        .orElseGet(() -> judge(whole(before, blocks), whole(now, blocks), blocks.length(), time));
  }

  /** The last rows that fill whole blocks. */
  private static double[] whole(double[] series, SerialBlocks blocks) {
    return Arrays.copyOfRange(series, blocks.start(series.length), series.length);
  }

  private DriftVerdict judge(double[] before, double[] now, int block, double time) {
    var sample = NumericSample.of(before);
    double low = sample.quantile(DriftRule.TAIL);
    double high = sample.quantile(1 - DriftRule.TAIL);
    double scale = sample.robustDeviation();
    if (!(scale > 0) || Double.isInfinite(scale)) {
      return new DriftVerdict.NotApplicable("most values of the reference are equal");
    }
    var blocks = BlockDeal.of(before, now, block, low, high);
    double effect = blocks.distance() / scale;
    double[] dealt = blocks.dealt(DRAWS, new Random(seed));
    Arrays.sort(dealt);
    double chance = dealt[(int) Math.ceil((1 - errorRate) * DRAWS) - 1] / scale;
    if (!Double.isFinite(effect + chance)) {
      return new DriftVerdict.NotApplicable("the numbers exceed the range of a double");
    }
    long asFar = Arrays.stream(dealt).filter(d -> d / scale >= effect * (1 - 1e-12)).count();
    double pValue = (1.0 + asFar) / (1.0 + DRAWS);
    var inputs = new TreeMap<String, Double>();
    inputs.put("scale", scale);
    inputs.put("low", low);
    inputs.put("high", high);
    inputs.put("block", (double) block);
    inputs.put("correlationTime", time);
    inputs.put("seed", (double) seed);
    return new Shift.Measured(
            "Wasserstein.blocks",
            effect,
            chance,
            practical,
            pValue,
            before.length,
            now.length,
            inputs)
        .judge(pValue, falseAlarms, errorRate);
  }
}
