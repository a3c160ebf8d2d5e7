package dev.sextant.worker.train.parity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as the same answer. */
final class ToleranceTest {
  @Test
  void eitherToleranceSuffices() {
    var tolerance = Tolerance.of(new double[] {100, -0.001, 3});

    assertThat(tolerance.accepts(100, 100.0009)).isTrue();
    assertThat(tolerance.accepts(100, 100.0011)).isFalse();
    assertThat(tolerance.accepts(-0.001, -0.00109)).isTrue();
    assertThat(tolerance.accepts(-0.001, -0.0012)).isFalse();
  }

  @Test
  void noAnswerIsNoParity() {
    var tolerance = Tolerance.of(new double[] {1});

    assertThat(tolerance.excess(1, Double.NaN)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(tolerance.excess(1, 1)).isZero();
  }
}
