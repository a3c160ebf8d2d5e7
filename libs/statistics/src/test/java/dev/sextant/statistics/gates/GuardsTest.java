package dev.sextant.statistics.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Verdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a look comes to, case by case. */
final class GuardsTest {
  private static final Forecast UNKNOWN = new Forecast.Unknown("too early");
  private static final Subject ERRORS = Subject.ofEveryone("errors");
  private static final Subject SLOW = Subject.ofEveryone("slow");
  private static final Subject NIGHT = new Subject("errors", "night");

  private static final Protocol CANARY =
      new Protocol(
          new ErrorRates(0.05, 0.01),
          1,
          List.of(
              Gate.guard("errors", 0.01, 100),
              Gate.guard("slow", 0.02, 100),
              Gate.watch("errors", "night", 0.05, 20)),
          List.of(
              new Step(5, Duration.ofMinutes(5)),
              new Step(25, Duration.ofMinutes(5)),
              new Step(50, Duration.ofMinutes(10))),
          Duration.ofHours(4),
          AtDeadline.ABORT);

  private static final Observation GOOD = seen(-0.01, 0.005, 1_000, 500);
  private static final Observation OPEN = seen(-0.01, 0.5, 1_000, 500);
  private static final Observation BAD = seen(0.06, 0.5, 1_000, 500);

  private static Observation seen(double lower, double upper, long seen, long seenInStep) {
    return new Observation.Measured(
        new Bounds.Interval("Test", 0, lower, upper, new TreeMap<>()),
        CANARY.errorsOfGate(),
        seen,
        seenInStep,
        UNKNOWN);
  }

  private static Protocol atDeadline(AtDeadline rule) {
    return new Protocol(
        CANARY.errors(), CANARY.arms(), CANARY.gates(), CANARY.steps(), CANARY.deadline(), rule);
  }

  /** A settled look twenty minutes into a step, an hour after the start. */
  private static Look look(int step, Map<Subject, Observation> observations) {
    return look(step, Duration.ofHours(1), observations);
  }

  private static Look look(int step, Duration age, Map<Subject, Observation> observations) {
    return new Look(step, Duration.ofMinutes(20), true, age, Optional.empty(), observations);
  }

  private static Map<Subject, Observation> all(
      Observation errors, Observation slow, Observation night) {
    return Map.of(ERRORS, errors, SLOW, slow, NIGHT, night);
  }

  private static Outcome outcome(Protocol protocol, Look look) {
    return Guards.judge(protocol, look).outcome();
  }

  private static List<Missing> missing(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Wait wait -> wait.missing();
      case Outcome.Abort abort -> abort.missing();
      case Outcome.AskReview review -> review.missing();
      default -> throw new AssertionError(outcome + " misses nothing");
    };
  }

  @Test
  void promotesWhenEveryGateIsPassedAtTheLastStep() {
    var ruling = Guards.judge(CANARY, look(2, all(GOOD, GOOD, OPEN)));

    assertThat(ruling.outcome())
        .isEqualTo(new Outcome.Promote(Outcome.Basis.PROOF, List.of(NIGHT)));
    assertThat(ruling.verdicts().keySet()).containsExactly(ERRORS, NIGHT, SLOW);
    assertThat(ruling.verdicts().get(ERRORS)).isInstanceOf(Verdict.NonInferior.class);
    assertThat(ruling.verdicts().get(NIGHT)).isInstanceOf(Verdict.NoHarm.class);
  }

  @Test
  void advancesWithoutProofAndPromotesNotBeforeTheLastStep() {
    assertThat(outcome(CANARY, look(0, all(OPEN, OPEN, OPEN)))).isEqualTo(new Outcome.Advance(1));
    assertThat(outcome(CANARY, look(1, all(GOOD, GOOD, GOOD)))).isEqualTo(new Outcome.Advance(2));
    assertThat(outcome(CANARY, look(1, Map.of(ERRORS, OPEN, SLOW, OPEN))))
        .as("slices need not be seen yet")
        .isEqualTo(new Outcome.Advance(2));
  }

  @Test
  void rollsBackForHarmInAnyGateAtAnyTime() {
    var rollBack = new Outcome.RollBack(List.of(NIGHT));

    assertThat(outcome(CANARY, look(0, Map.of(NIGHT, BAD)))).isEqualTo(rollBack);
    assertThat(outcome(CANARY, look(2, Duration.ofHours(9), all(GOOD, GOOD, BAD))))
        .isEqualTo(rollBack);
    assertThat(outcome(CANARY, look(2, all(BAD, GOOD, BAD))))
        .isEqualTo(new Outcome.RollBack(List.of(ERRORS, NIGHT)));
  }

  @Test
  void aWrongSplitOfUnitsMakesEveryNumberWorthless() {
    var mismatch = Optional.of(new Verdict.Invalid("units were assigned wrongly"));
    var look =
        new Look(2, Duration.ofHours(1), true, Duration.ofHours(1), mismatch, all(BAD, GOOD, GOOD));

    assertThat(outcome(CANARY, look))
        .isEqualTo(new Outcome.Invalid(List.of("units were assigned wrongly")));
  }

  @Test
  void gatesThatContradictThemselvesAreNotPassedOver() {
    var twisted = seen(0.005, 0.001, 1_000, 500);

    assertThat(outcome(CANARY, look(2, all(GOOD, twisted, GOOD))))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class,
            invalid ->
                assertThat(invalid.reasons())
                    .singleElement()
                    .asString()
                    .startsWith("slow: the bounds exclude each other"));
    assertThat(outcome(CANARY, look(2, all(GOOD, twisted, BAD))))
        .isEqualTo(new Outcome.RollBack(List.of(NIGHT)));
  }

  @Test
  void boundsThatErrMoreOftenThanTheGateMayAreRefused() {
    var loose =
        new Observation.Measured(
            new Bounds.Interval("Test", 0, 0.06, 0.5, new TreeMap<>()),
            CANARY.errors(),
            1_000,
            500,
            UNKNOWN);
    var strict =
        new Observation.Measured(
            new Bounds.Interval("Test", 0, 0.06, 0.5, new TreeMap<>()),
            CANARY.errorsOfGate().times(0.5),
            1_000,
            500,
            UNKNOWN);

    assertThat(CANARY.errorsOfGate().falsePromotion()).isEqualTo(0.05);
    assertThat(CANARY.errorsOfGate().falseRollback()).isCloseTo(0.01 / 3, within(1e-15));
    assertThat(outcome(CANARY, look(0, Map.of(ERRORS, loose)))).isInstanceOf(Outcome.Invalid.class);
    assertThat(Guards.judge(CANARY, look(0, Map.of(ERRORS, strict))).verdicts().get(ERRORS))
        .isInstanceOfSatisfying(
            Verdict.Harm.class,
            harm -> assertThat(harm.evidence().level()).isCloseTo(0.01 / 6, within(1e-15)));
  }

  @Test
  void boundsThatPromoteMoreOftenThanTheGateMayAreRefused() {
    var rates = new ErrorRates(0.06, CANARY.errorsOfGate().falseRollback());
    var loose =
        new Observation.Measured(
            new Bounds.Interval("Test", 0, -0.01, 0.005, new TreeMap<>()),
            rates,
            1_000,
            500,
            UNKNOWN);

    assertThat(outcome(CANARY, look(2, all(GOOD, loose, GOOD))))
        .isInstanceOf(Outcome.Invalid.class);
  }

  @Test
  void armsShareTheRateOfRollbacksAndUsesShareBoth() {
    var three =
        new Protocol(
            CANARY.errors(),
            3,
            CANARY.gates(),
            CANARY.steps(),
            CANARY.deadline(),
            AtDeadline.ABORT);

    assertThat(three.errorsOfGate().falseRollback()).isCloseTo(0.01 / 9, within(1e-15));
    assertThat(three.errorsOfGate().falsePromotion()).isEqualTo(0.05);
    assertThat(CANARY.forUse(1).errors()).isEqualTo(new ErrorRates(0.025, 0.005));
    assertThat(CANARY.forUse(2).errors().falsePromotion()).isCloseTo(0.05 / 6, within(1e-15));
  }

  @Test
  void whatIsNotKnownIsNamed() {
    var outcome = outcome(CANARY, look(0, Map.of(ERRORS, OPEN)));

    assertThat(missing(outcome)).containsExactly(Missing.because("slow", "it was not observed"));
    assertThat(outcome).isInstanceOf(Outcome.Wait.class);
  }

  @Test
  void aStepThatIsYoungOrUnsettledOrHasSeenFewUnitsWaits() {
    var few = seen(-0.01, 0.005, 1_000, 99);
    var look =
        new Look(
            1,
            Duration.ofMinutes(2),
            false,
            Duration.ofMinutes(30),
            Optional.empty(),
            all(GOOD, few, OPEN));

    assertThat(missing(outcome(CANARY, look)))
        .containsExactly(
            Missing.because("step 2 of 3", "it has not settled"),
            Missing.time("step 2 of 3", "it has not lasted PT5M yet", Duration.ofMinutes(3)),
            Missing.units(
                "slow",
                "99 units of the smaller arm were seen in this step, 100 are asked for",
                1));
  }

  @Test
  void slicesCountTheUnitsOfAllSteps() {
    var few = seen(-0.01, 0.005, 19, 19);
    var enough = seen(-0.01, 0.5, 20, 0);

    assertThat(missing(outcome(CANARY, look(2, all(GOOD, GOOD, few)))))
        .containsExactly(
            Missing.units(
                "errors of night", "19 units of the smaller arm were seen, 20 are asked for", 1));
    assertThat(outcome(CANARY, look(2, all(GOOD, GOOD, enough))))
        .isInstanceOf(Outcome.Promote.class);
  }

  @Test
  void whatIsForeseenIsSaid() {
    var soon = forecast(new Forecast.Expected(400, Duration.ofHours(2)));
    var late = forecast(new Forecast.Expected(400, Duration.ofHours(4)));
    var never = forecast(new Forecast.Never(0.02));

    var inTime = (Outcome.Wait) outcome(CANARY, look(2, all(soon, GOOD, GOOD)));
    assertThat(inTime.outlook()).isEqualTo(Outcome.Outlook.IN_TIME);
    assertThat(inTime.missing().getFirst().needed()).isEqualTo(OptionalLong.of(400));
    assertThat(((Outcome.Wait) outcome(CANARY, look(2, all(soon, OPEN, GOOD)))).outlook())
        .isEqualTo(Outcome.Outlook.UNKNOWN);
    assertThat(((Outcome.Wait) outcome(CANARY, look(2, all(soon, late, GOOD)))).outlook())
        .isEqualTo(Outcome.Outlook.TOO_LATE);
    assertThat(((Outcome.Wait) outcome(CANARY, look(2, all(soon, never, GOOD)))).outlook())
        .isEqualTo(Outcome.Outlook.TOO_LATE);
  }

  private static Observation forecast(Forecast forecast) {
    return new Observation.Measured(
        new Bounds.Interval("Test", 0, -0.01, 0.5, new TreeMap<>()),
        CANARY.errorsOfGate(),
        1_000,
        500,
        forecast);
  }

  @Test
  void theDeadlineHasTheOutcomeThatTheProtocolNames() {
    var late = look(2, Duration.ofHours(4), all(GOOD, OPEN, OPEN));

    assertThat(outcome(atDeadline(AtDeadline.ABORT), late)).isInstanceOf(Outcome.Abort.class);
    assertThat(outcome(atDeadline(AtDeadline.ASK_REVIEW), late))
        .isInstanceOf(Outcome.AskReview.class);
    assertThat(outcome(atDeadline(AtDeadline.PROMOTE_UNHARMED), late))
        .isEqualTo(new Outcome.Promote(Outcome.Basis.NO_EVIDENCE_OF_HARM, List.of(NIGHT, SLOW)));
    assertThat(missing(outcome(atDeadline(AtDeadline.ABORT), late)))
        .extracting(Missing::of)
        .containsExactly("slow");
  }

  @Test
  void aProofCountsAlsoAtTheDeadline() {
    assertThat(outcome(CANARY, look(2, Duration.ofHours(5), all(GOOD, GOOD, OPEN))))
        .isEqualTo(new Outcome.Promote(Outcome.Basis.PROOF, List.of(NIGHT)));
  }

  @Test
  void whatIsNotKnownOrNotAtTheLastStepIsNotPromotedUnharmed() {
    var protocol = atDeadline(AtDeadline.PROMOTE_UNHARMED);
    var age = Duration.ofHours(4);
    var unbounded =
        new Observation.Measured(
            Bounds.Unavailable.because("too few clusters"),
            CANARY.errorsOfGate(),
            1_000,
            500,
            UNKNOWN);

    assertThat(outcome(protocol, look(2, age, all(GOOD, unbounded, GOOD))))
        .isInstanceOf(Outcome.Abort.class);
    assertThat(outcome(protocol, look(2, age, Map.of(ERRORS, GOOD, SLOW, GOOD))))
        .isInstanceOf(Outcome.Abort.class);
    assertThat(outcome(protocol, look(2, age, all(GOOD, seen(-1, 1, 99, 99), GOOD))))
        .isInstanceOf(Outcome.Abort.class);
    assertThat(missing(outcome(protocol, look(1, age, all(GOOD, GOOD, GOOD)))))
        .containsExactly(Missing.because("step 2 of 3", "the deadline came before the last step"));
  }

  @Test
  void aGainMustBeProvedWhereItIsAskedFor() {
    var gain = new Gate(ERRORS, Demand.PROVE_GAIN, 0.01, 0.02, 100);
    var protocol =
        new Protocol(
            new ErrorRates(0.05, 0.01),
            1,
            List.of(gain),
            List.of(new Step(0, Duration.ZERO)),
            Duration.ofHours(4),
            AtDeadline.ABORT);
    var observations = new HashMap<Subject, Observation>();

    observations.put(ERRORS, seen(-0.05, -0.01, 1_000, 500));
    assertThat(missing(outcome(protocol, look(0, observations))))
        .containsExactly(Missing.because("errors", "no harm is proved, and a gain is asked for"));
    observations.put(ERRORS, seen(-0.05, -0.021, 1_000, 500));
    assertThat(outcome(protocol, look(0, observations)))
        .isEqualTo(new Outcome.Promote(Outcome.Basis.PROOF, List.of()));
  }

  @Test
  void whatMakesNoSensePassesOnlyWhereNoProofIsAskedFor() {
    var none = new Observation.NotApplicable("the column is gone");

    assertThat(outcome(CANARY, look(2, all(GOOD, GOOD, none))))
        .isEqualTo(new Outcome.Promote(Outcome.Basis.PROOF, List.of(NIGHT)));
    assertThat(outcome(CANARY, look(2, all(GOOD, none, GOOD))))
        .isEqualTo(
            new Outcome.Wait(
                List.of(
                    Missing.never(
                        "slow", "a proof is asked for and cannot be given: the column is gone")),
                Outcome.Outlook.TOO_LATE));
  }

  @Test
  void neitherAnUnsettledStepNorOneWithFewUnitsIsPromotedUnharmed() {
    var protocol = atDeadline(AtDeadline.PROMOTE_UNHARMED);
    Duration late = Duration.ofHours(9);
    var unsettled =
        new Look(2, Duration.ofMinutes(20), false, late, Optional.empty(), all(OPEN, OPEN, OPEN));
    var fewInThisStep = seen(-0.01, 0.5, 1_000, 99);

    assertThat(outcome(protocol, look(2, late, all(OPEN, OPEN, OPEN))))
        .isInstanceOf(Outcome.Promote.class);
    assertThat(outcome(protocol, unsettled)).isInstanceOf(Outcome.Abort.class);
    assertThat(outcome(protocol, look(2, late, all(OPEN, fewInThisStep, OPEN))))
        .isInstanceOf(Outcome.Abort.class);
  }

  @Test
  void whatComesJustAtTheDeadlineComesInTime() {
    Duration left = CANARY.deadline().minus(Duration.ofHours(1));

    assertThat(outlook(left)).isEqualTo(Outcome.Outlook.IN_TIME);
    assertThat(outlook(left.plusSeconds(1))).isEqualTo(Outcome.Outlook.TOO_LATE);
  }

  private static Outcome.Outlook outlook(Duration eta) {
    var open = forecast(new Forecast.Expected(5_000, eta));
    return ((Outcome.Wait) outcome(CANARY, look(2, all(open, GOOD, GOOD)))).outlook();
  }

  @Test
  void whatCouldNotKeepItsPromiseIsNoProtocol() {
    assertThatThrownBy(() -> protocol(List.of(Gate.watch("errors", "night", 0.05, 20)), 5))
        .hasMessage("no gate asks for a proof, so nothing would keep the rate of false promotions");
    assertThatThrownBy(() -> protocol(List.of(), 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> protocol(List.of(Gate.guard("e", 0, 1), Gate.guard("e", 0.1, 1)), 5))
        .hasMessage("e has two gates");
    assertThatThrownBy(() -> protocol(List.of(Gate.guard("e", 0, 1)), 5, 5))
        .hasMessage("each step has a larger weight than the one before");
    assertThatThrownBy(() -> protocol(List.of(Gate.guard("e", 0, 1))))
        .hasMessage("there is at least one step");
    assertThatThrownBy(() -> Gate.guard("e", Double.NaN, 1))
        .hasMessage("e: the margin is a finite number of at least 0, unlike NaN");
    assertThatThrownBy(() -> Gate.guard("e", 0, 0)).hasMessage("e needs at least one unit");
    assertThatThrownBy(() -> Guards.judge(CANARY, look(3, Map.of())))
        .hasMessage("step 3 is none of 3");
  }

  private static Protocol protocol(List<Gate> gates, int... weights) {
    return new Protocol(
        new ErrorRates(0.05, 0.01),
        1,
        gates,
        Arrays.stream(weights).mapToObj(w -> new Step(w, Duration.ZERO)).toList(),
        Duration.ofHours(1),
        AtDeadline.ABORT);
  }
}
