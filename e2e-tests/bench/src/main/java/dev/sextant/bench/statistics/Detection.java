package dev.sextant.bench.statistics;

import dev.sextant.statistics.drift.Column;
import dev.sextant.statistics.drift.ColumnSketch;
import dev.sextant.statistics.drift.DriftRule;
import dev.sextant.statistics.drift.KolmogorovSmirnov;
import dev.sextant.statistics.drift.MeasuredColumn;
import dev.sextant.statistics.drift.NumericSample;
import dev.sextant.statistics.drift.Wasserstein;
import dev.sextant.statistics.stream.ChangeDetector;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What each row costs that is looked at for drift; half of the rows are the reference. */
public class Detection {
  static final int ROWS = 100_000;

  /** Two samples of one law. */
  @State(Scope.Thread)
  public static class Samples {
    private final double[] before = new double[ROWS / 2];
    private final double[] now = new double[ROWS / 2];
    private NumericSample reference = NumericSample.of(before);
    private NumericSample current = NumericSample.of(now);

    @Setup
    public void draw() {
      var random = new Random(7);
      for (int i = 0; i < before.length; i++) {
        before[i] = random.nextGaussian();
        now[i] = random.nextGaussian();
      }
      reference = NumericSample.of(before);
      current = NumericSample.of(now);
    }
  }

  /** A detector that is asked after every number. */
  @State(Scope.Thread)
  public static class Stream {
    @Param({"BETTING", "ADWIN", "PAGE_HINKLEY", "DDM"})
    public StreamKind kind = StreamKind.BETTING;

    private final boolean[] errors = new boolean[ROWS];

    @Setup
    public void draw() {
      var random = new Random(7);
      for (int i = 0; i < ROWS; i++) {
        errors[i] = random.nextInt(10) == 0;
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public List<NumericSample> sort(Samples samples) {
    return List.of(NumericSample.of(samples.before), NumericSample.of(samples.now));
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public KolmogorovSmirnov.Result kolmogorovSmirnovOfSorted(Samples samples) {
    return KolmogorovSmirnov.test(samples.reference, samples.current);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double wassersteinOfSorted(Samples samples) {
    return Wasserstein.distance(samples.reference, samples.current);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public MeasuredColumn ruleOnNumbers(Samples samples) {
    return DriftRule.USUAL.measure(
        new Column.Numbers(
            "number", NumericSample.of(samples.before), NumericSample.of(samples.now)));
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public ColumnSketch sketch(Samples samples) {
    var sketch = ColumnSketch.ofSize(ColumnSketch.USUAL_SIZE);
    for (double value : samples.before) {
      sketch.add(value);
    }
    for (double value : samples.now) {
      sketch.add(value);
    }
    return sketch;
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int stream(Stream stream) {
    ChangeDetector detector = stream.kind.start();
    int alarms = 0;
    for (boolean error : stream.errors) {
      detector = detector.after(error ? 1 : 0);
      alarms += detector.alarm() ? 1 : 0;
    }
    return alarms;
  }
}
