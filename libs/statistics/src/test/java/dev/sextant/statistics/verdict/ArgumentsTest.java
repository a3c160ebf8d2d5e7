package dev.sextant.statistics.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that mean nothing are refused where they come in, and named. */
final class ArgumentsTest {
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final TreeMap<String, Double> NONE = new TreeMap<>();

  private static void refused(String word, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void aRateLiesBetweenZeroAndOne(double rate) {
    refused("falsePromotion", () -> new ErrorRates(rate, 0.01));
    refused("falseRollback", () -> new ErrorRates(0.05, rate));
    refused("level", () -> new Evidence("Test", 0, 0, rate, NONE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aDistanceIsFiniteAndNotNegative(double distance) {
    refused("margin", () -> new Claim(distance, 0, ERRORS));
    refused("gain", () -> new Claim(0, distance, ERRORS));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void evidenceIsFinite(double value) {
    refused("the statistic", () -> new Evidence("Test", value, 0, 0.05, NONE));
    refused("the bound", () -> new Evidence("Test", 0, value, 0.05, NONE));
    refused("units", () -> Evidence.of("Test", 0, 0, 0.05, Map.of("units", value)));
    refused("the estimate", () -> new Bounds.Interval("Test", value, 0, 1, NONE));
    refused(
        "units", () -> new Bounds.Interval("Test", 0, 0, 1, new TreeMap<>(Map.of("units", value))));
  }

  @Test
  void aBoundMayBeUnknownButNotImpossible() {
    double infinity = Double.POSITIVE_INFINITY;

    assertThat(new Bounds.Interval("Test", 0, -infinity, infinity, NONE).upper())
        .isEqualTo(infinity);
    refused("lower", () -> new Bounds.Interval("Test", 0, infinity, infinity, NONE));
    refused("lower", () -> new Bounds.Interval("Test", 0, -infinity, -infinity, NONE));
    refused("lower", () -> new Bounds.Interval("Test", 0, Double.NaN, 1, NONE));
    refused("lower", () -> new Bounds.Interval("Test", 0, 0, Double.NaN, NONE));
  }

  @Test
  void whatIsOnTheEdgeIsAccepted() {
    assertThat(new Claim(0, 0, ERRORS)).isEqualTo(Claim.within(0, ERRORS));
    assertThat(Claim.within(0.01, ERRORS)).isEqualTo(new Claim(0.01, 0, ERRORS));
    assertThat(Evidence.of("Test", 1, 2, 0.05, Map.of("b", 1.0, "a", 2.0)).inputs().firstKey())
        .isEqualTo("a");
  }
}
