package dev.sextant.statistics.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no protocol and no look is refused, and what is on the edge is not. */
final class ArgumentsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  private static final Subject SLOW = Subject.ofEveryone("slow");

  private static void refused(String word, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  private static Look look(int step, Duration inStep, Duration age) {
    return new Look(step, inStep, true, age, Optional.empty(), Map.of());
  }

  private static Protocol protocol(int arms, Duration deadline) {
    return new Protocol(
        ERRORS,
        arms,
        List.of(Gate.guard("slow", 0.01, 1)),
        List.of(new Step(0, Duration.ZERO)),
        deadline,
        AtDeadline.ABORT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aDistanceIsFiniteAndNotNegative(double distance) {
    refused("margin", () -> new Gate(SLOW, Demand.PROVE_GAIN, distance, 0, 1));
    refused("gain", () -> new Gate(SLOW, Demand.PROVE_GAIN, 0, distance, 1));
  }

  @Test
  void aGateWantsUnitsAndAName() {
    assertThat(new Gate(SLOW, Demand.PROVE_GAIN, 0, 0, 1).minimum()).isEqualTo(1);
    refused("unit", () -> new Gate(SLOW, Demand.PROVE_GAIN, 0, 0, 0));
    refused("name", () -> new Subject(" ", ""));
  }

  @Test
  void aWeightIsAShare() {
    assertThat(new Step(100, Duration.ZERO).weight()).isEqualTo(100);
    assertThat(new Step(0, Duration.ZERO).weight()).isZero();
    refused("101", () -> new Step(101, MINUTE));
    refused("-1", () -> new Step(-1, MINUTE));
    refused("no step", () -> new Step(5, MINUTE.negated()));
  }

  @Test
  void aLookLiesAfterTheStart() {
    assertThat(look(0, Duration.ZERO, Duration.ZERO).step()).isZero();
    refused("no look", () -> look(-1, MINUTE, MINUTE));
    refused("no look", () -> look(0, MINUTE.negated(), MINUTE));
    refused("no look", () -> look(0, MINUTE, MINUTE.minusNanos(1)));
  }

  @Test
  void unitsOfAStepAreUnits() {
    refused("cannot be of this step", () -> measured(10, 11));
    refused("cannot be of this step", () -> measured(10, -1));
    assertThat(measured(10, 10).seen()).isEqualTo(10);
    assertThat(measured(10, 0).seenInStep()).isZero();
  }

  private static Observation.Measured measured(long seen, long seenInStep) {
    return new Observation.Measured(
        Bounds.Unavailable.because("it is early"),
        ERRORS,
        seen,
        seenInStep,
        new Forecast.Unknown("it is early"));
  }

  @Test
  void aProtocolHasACandidateAndADeadlineAhead() {
    assertThat(protocol(1, Duration.ZERO).arms()).isEqualTo(1);
    refused("candidate", () -> protocol(0, MINUTE));
    refused("deadline", () -> protocol(1, MINUTE.negated()));
  }
}
