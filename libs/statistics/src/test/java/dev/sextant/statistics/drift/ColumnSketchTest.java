package dev.sextant.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Sketches say of all rows what they can, and say when they cannot. */
final class ColumnSketchTest {

  private static double[] normal(Random random, int rows, double shift) {
    return IntStream.range(0, rows).mapToDouble(i -> random.nextGaussian() + shift).toArray();
  }

  private static ColumnSketch sketch(int size, double... values) {
    var sketch = ColumnSketch.ofSize(size);
    Arrays.stream(values).forEach(sketch::add);
    return sketch;
  }

  @Property(tries = 30)
  void fewValuesAreKeptAndComparedExactly(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double shift) {
    var random = new Random(seed);
    double[] one = random.ints(300, 0, 40).asDoubleStream().toArray();
    double[] other = random.ints(200, 0, 40).mapToDouble(i -> i + Math.round(9 * shift)).toArray();

    var comparison = ColumnSketch.compare(sketch(4_096, one), sketch(4_096, other), 0.05);

    assertThat(comparison).isNotInstanceOf(ColumnSketch.Comparison.Blurred.class);
    assertThat(comparison.distance())
        .isCloseTo(
            KolmogorovSmirnov.distance(NumericSample.of(one), NumericSample.of(other)),
            within(1e-12));
  }

  @Example
  void manyValuesAreWithinTheErrorOfTheRows() {
    var random = new Random(1);
    double[] one = normal(random, 100_000, 0);
    double[] other = normal(random, 80_000, 0.02);
    double rows = KolmogorovSmirnov.distance(NumericSample.of(one), NumericSample.of(other));

    for (int size : new int[] {200, 1_000, 4_096}) {
      var a = sketch(size, one);
      var b = sketch(size, other);

      assertThat(a.error()).isPositive().isLessThan(3.0 / size + 0.001);
      assertThat(ColumnSketch.compare(a, b, 0.05).distance())
          .isCloseTo(rows, within(a.error() + b.error()));
    }
  }

  @Example
  void mergedHalvesAreTheWholeWithinTheError() {
    var random = new Random(2);
    double[] all = normal(random, 60_000, 0);
    all[7] = Double.NaN;
    var merged = sketch(1_000, Arrays.copyOf(all, 30_000));
    merged.merge(sketch(1_000, Arrays.copyOfRange(all, 30_000, 60_000)));

    assertThat(merged.size()).isEqualTo(59_999);
    assertThat(merged.missing()).isEqualTo(1);
    assertThat(ColumnSketch.compare(merged, sketch(1_000, all), 0.05).distance())
        .isLessThan(2 * merged.error());
    assertThatThrownBy(() -> merged.merge(merged))
        .hasMessage("a sketch cannot be merged with itself");
  }

  @Example
  void theSameRowsAreNeverCalledApartHoweverSmallTheSketch() {
    var random = new Random(3);
    for (int i = 0; i < 40; i++) {
      double[] rows = normal(random, 20_000, 0);

      assertThat(ColumnSketch.compare(sketch(200, rows), sketch(200, rows), 0.05))
          .isNotInstanceOf(ColumnSketch.Comparison.Apart.class);
    }
  }

  @Example
  void aShiftIsSeenOrTheBlurIsSaid() {
    var random = new Random(4);
    double[] reference = normal(random, 100_000, 0);
    double[] moved = normal(random, 100_000, 0.03);

    assertThat(ColumnSketch.compare(sketch(4_096, reference), sketch(4_096, moved), 0.05))
        .isInstanceOf(ColumnSketch.Comparison.Apart.class);
    assertThat(ColumnSketch.compare(sketch(200, reference), sketch(200, moved), 0.05))
        .as("too small to tell")
        .isInstanceOf(ColumnSketch.Comparison.Blurred.class);
    assertThat(ColumnSketch.compare(sketch(4_096, reference), sketch(4_096, reference), 0.05))
        .isInstanceOf(ColumnSketch.Comparison.Together.class);
    assertThatThrownBy(() -> ColumnSketch.compare(sketch(200), sketch(200, 1), 0.05))
        .hasMessage("a sample has no values");
  }
}
