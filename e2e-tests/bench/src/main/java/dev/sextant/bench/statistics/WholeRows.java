package dev.sextant.bench.statistics;

import dev.sextant.statistics.drift.DomainClassifier;
import dev.sextant.statistics.drift.DomainDrift;
import dev.sextant.statistics.drift.DriftVerdict;
import dev.sextant.statistics.drift.SeriesRule;
import dev.sextant.statistics.drift.VectorRule;
import dev.sextant.statistics.drift.VectorSample;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What each row costs that is judged with its neighbours or as a whole; half are the reference. */
public class WholeRows {
  static final int ROWS = 8_000;
  private static final int COLUMNS = 10;

  /** Two samples of one law. */
  @State(Scope.Thread)
  public static class Samples {
    private final List<String> names =
        IntStream.range(0, COLUMNS).mapToObj(column -> "column " + column).toList();
    private final VectorSample reference;
    private final VectorSample current;
    private final double[] before;
    private final double[] now;

    public Samples() {
      var random = new Random(7);
      reference = rows(random);
      current = rows(random);
      before = random.doubles(ROWS / 2).toArray();
      now = random.doubles(ROWS / 2).toArray();
    }

    private static VectorSample rows(Random random) {
      var rows = new double[ROWS / 2][COLUMNS];
      for (double[] row : rows) {
        for (int column = 0; column < COLUMNS; column++) {
          row[column] = random.nextGaussian();
        }
      }
      return VectorSample.of(COLUMNS, rows);
    }
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public DriftVerdict meanDiscrepancyOfTenColumns(Samples samples) {
    return VectorRule.USUAL.judge(samples.reference, samples.current);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public DomainDrift domainClassifierOfTenColumns(Samples samples) {
    return DomainClassifier.USUAL.judge(samples.names, samples.reference, samples.current);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public DriftVerdict seriesRule(Samples samples) {
    return SeriesRule.USUAL.judge(samples.before, samples.now);
  }
}
