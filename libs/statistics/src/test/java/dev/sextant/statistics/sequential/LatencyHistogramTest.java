package dev.sextant.statistics.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.Replicates;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Slow and failed requests are counted alike, and histograms add up. */
final class LatencyHistogramTest {
  private static final double[] EDGES = {1, 2, 5, 10, 50};

  private static LatencyHistogram random(long seed) {
    var random = new Random(seed);
    long[] counts = random.longs(6, 0, 1 + random.nextInt(500)).toArray();
    return LatencyHistogram.of(EDGES, counts, random.nextInt(20));
  }

  @Example
  void failingFastIsNotBeingFast() {
    var slow = LatencyHistogram.of(EDGES, new long[] {80, 10, 5, 5, 0, 0}, 0);
    var failing = LatencyHistogram.of(EDGES, new long[] {80, 10, 5, 0, 0, 0}, 5);

    assertThat(slow.slowOrFailed(5)).isEqualTo(5);
    assertThat(failing.slowOrFailed(5)).isEqualTo(5);
    assertThat(failing.slowOrFailed(50)).isEqualTo(5);
    assertThat(slow.slowOrFailed(50)).isZero();
    assertThat(failing.requests()).isEqualTo(100);
  }

  @Example
  void theFrozenThresholdIsAnEdge() {
    var stable = LatencyHistogram.of(EDGES, new long[] {80, 10, 5, 4, 1, 0}, 0);

    assertThat(stable.threshold(0.95, 1)).isEqualTo(5);
    assertThat(stable.threshold(0.95, 1.2)).isEqualTo(10);
    assertThat(stable.threshold(0.99, 100)).isEqualTo(50);
    assertThatThrownBy(() -> stable.slowOrFailed(6))
        .hasMessage("6.0 is none of the edges [1.0, 2.0, 5.0, 10.0, 50.0]");
  }

  @Property(tries = 200)
  void partsAddUpInAnyOrder(@ForAll long seed) {
    var one = random(seed);
    var two = random(seed + 1);

    for (double edge : EDGES) {
      assertThat(one.merge(two).slowOrFailed(edge))
          .isEqualTo(one.slowOrFailed(edge) + two.slowOrFailed(edge))
          .isEqualTo(two.merge(one).slowOrFailed(edge));
    }
    assertThat(one.merge(two).requests()).isEqualTo(one.requests() + two.requests());
  }

  @Property(tries = 100)
  void theQuantileLiesWithinItsRange(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 0.95) double quantile) {
    var histogram = random(seed);

    var range = histogram.quantile(quantile, 0.05);

    assertThat(range.lower()).isLessThan(range.upper());
    for (double edge : EDGES) {
      double within = 1 - (double) histogram.slowOrFailed(edge) / histogram.requests();
      if (range.lower() >= edge) {
        assertThat(within).isLessThan(quantile);
      }
      if (range.upper() <= edge) {
        assertThat(within).isGreaterThanOrEqualTo(quantile);
      }
    }
  }

  @Example
  void rangesOfManyLooksHoldTheQuantileTogether() {
    // Uniform between 0 and 10, so the median is 5: an edge, where the claim is hardest.
    double[] edges = {2, 4, 5, 6, 8, 10};
    int missed = 0;
    for (long seed = 0; seed < 200; seed++) {
      var random = Replicates.random(seed);
      var counts = new long[7];
      boolean everMissed = false;
      for (int request = 1; request <= 1_000; request++) {
        double latency = 10 * random.nextDouble();
        counts[Math.max(0, -1 - Arrays.binarySearch(edges, latency))]++;
        if (request % 50 == 0) {
          var range = LatencyHistogram.of(edges, counts, 0).quantile(0.5, 0.05);
          everMissed |= range.upper() < 5 || range.lower() >= 5;
        }
      }
      missed += everMissed ? 1 : 0;
    }

    assertThat(missed).isLessThanOrEqualTo(Replicates.atMost(0.05, 200));
  }

  @Example
  void nothingWasMeasuredYet() {
    var empty = LatencyHistogram.of(EDGES, new long[6], 0);

    assertThat(empty.quantile(0.99, 0.05))
        .isEqualTo(new LatencyHistogram.Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> LatencyHistogram.of(EDGES, new long[5], 0))
        .hasMessage("5 edges need one more count, not 5");
    assertThatThrownBy(() -> LatencyHistogram.of(new double[] {2, 1}, new long[3], 0))
        .hasMessage("edges rise, unlike [2.0, 1.0]");
  }
}
