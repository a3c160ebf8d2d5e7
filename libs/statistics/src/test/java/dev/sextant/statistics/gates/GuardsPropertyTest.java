package dev.sextant.statistics.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** What holds for every protocol and every look. */
final class GuardsPropertyTest {
  private static final Demand[] ALL = Demand.values();

  private static Trial trial(long seed) {
    return Trial.random(new Random(seed), ALL);
  }

  private static boolean isProved(Outcome outcome) {
    return outcome instanceof Outcome.Promote(var basis, var ignored)
        && basis == Outcome.Basis.PROOF;
  }

  @Property
  void everyTrialHasAnOutcomeAndTheOrderOfGatesMeansNothing(
      @ForAll long seed, @ForAll AtDeadline atDeadline) {
    var trial = trial(seed);
    var protocol = trial.protocol(atDeadline);
    var shuffled = new ArrayList<>(trial.gates());
    Collections.shuffle(shuffled, new Random(seed));
    var other =
        new Trial(shuffled, trial.measured(), trial.step(), trial.age(), trial.settled())
            .protocol(atDeadline);
    var look = trial.look(trial.observations(protocol));

    var ruling = Guards.judge(protocol, look);

    assertThat(Guards.judge(other, look)).isEqualTo(ruling);
    assertThat(ruling.verdicts()).hasSize(protocol.gates().size());
    Statistics.label("outcome")
        .collect(ruling.outcome().getClass().getSimpleName())
        .coverage(coverage -> {
          coverage.check("Promote").percentage(share -> share > 5);
          coverage.check("RollBack").percentage(share -> share > 5);
          coverage.check("Wait").percentage(share -> share > 5);
          coverage.check("Advance").percentage(share -> share > 2);
          coverage.check("Abort").percentage(share -> share > 2);
        });
  }

  @Property
  void harmAnywhereRollsBack(@ForAll long seed, @ForAll AtDeadline atDeadline) {
    var trial = trial(seed);
    var random = new Random(~seed);
    var harmed = trial.gates().get(random.nextInt(trial.gates().size()));
    var measured = new HashMap<>(trial.measured());
    measured.put(harmed.subject(), new Trial.Measurement(0.2, 0.01, 1, 1));

    Outcome outcome = trial.measuring(measured).outcome(atDeadline);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RollBack.class,
            rollBack -> assertThat(rollBack.harmed()).contains(harmed.subject()));
  }

  @Property
  void withOtherNumbersEqualAnotherGuardNeverMakesAPromotionEasier(
      @ForAll long seed, @ForAll AtDeadline atDeadline) {
    var random = new Random(seed);
    var trial = Trial.random(random, ALL);
    var more =
        trial.with(
            Trial.gate("more", random, ALL[random.nextInt(ALL.length)]), Trial.measurement(random));
    var protocol = more.protocol(atDeadline);
    var observations = more.observations(protocol);

    Outcome before = Guards.judge(trial.protocol(atDeadline), trial.look(observations)).outcome();
    Outcome after = Guards.judge(protocol, more.look(observations)).outcome();

    if (after instanceof Outcome.Promote(var basis, var ignored)) {
      assertThat(before)
          .isInstanceOfSatisfying(
              Outcome.Promote.class,
              promote -> assertThat(promote.basis()).isLessThanOrEqualTo(basis));
    }
  }

  @Property
  void proofsStayAsHardWhenTheRateOfRollbacksIsSharedByMore(@ForAll long seed) {
    var random = new Random(seed);
    var trial = Trial.random(random, Demand.PROVE_GAIN, Demand.PROVE_NO_HARM);
    var more =
        trial.with(Trial.gate("more", random, Demand.PROVE_NO_HARM), Trial.measurement(random));

    if (isProved(more.outcome(AtDeadline.ABORT))) {
      assertThat(isProved(trial.outcome(AtDeadline.ABORT))).isTrue();
    }
  }

  @Property
  void whatIsNotKnownNeverPasses(@ForAll long seed, @ForAll AtDeadline atDeadline) {
    var trial = trial(seed);
    var random = new Random(~seed);
    var unknown = trial.gates().get(random.nextInt(trial.gates().size()));
    var protocol = trial.protocol(atDeadline);
    var observations = trial.observations(protocol);
    observations.put(unknown.subject(), unknown(random, protocol));

    Outcome outcome = Guards.judge(protocol, trial.look(observations)).outcome();

    assertThat(outcome).isNotInstanceOf(Outcome.Promote.class);
  }

  private static Observation unknown(Random random, Protocol protocol) {
    double infinity = Double.POSITIVE_INFINITY;
    var nothing = new Forecast.Unknown("nothing is known");
    return switch (random.nextInt(3)) {
      case 0 -> new Observation.Absent("no labels yet");
      case 1 ->
          new Observation.Measured(
              Bounds.Unavailable.because("too few"), protocol.errorsOfGate(), 500, 500, nothing);
      default ->
          new Observation.Measured(
              new Bounds.Interval("open", 0, -infinity, infinity, new TreeMap<>()),
              protocol.errorsOfGate(),
              500,
              500,
              nothing);
    };
  }

  @Property
  void aBrokenComparisonShowsNothing(@ForAll long seed, @ForAll AtDeadline atDeadline) {
    var trial = trial(seed);
    var protocol = trial.protocol(atDeadline);
    var look = trial.look(trial.observations(protocol));
    var broken =
        new Look(
            look.step(),
            look.inStep(),
            look.settled(),
            look.age(),
            Optional.of(new Verdict.Invalid("the split is wrong")),
            look.observations());

    assertThat(Guards.judge(protocol, broken).outcome()).isInstanceOf(Outcome.Invalid.class);
  }

  @Property
  void theDeadlineEndsAndTheTimeBeforeDoesNot(@ForAll long seed, @ForAll AtDeadline atDeadline) {
    var trial = trial(seed);
    boolean late = trial.age().compareTo(Trial.DEADLINE) >= 0;

    Outcome outcome = trial.outcome(atDeadline);

    boolean goesOn = outcome instanceof Outcome.Wait || outcome instanceof Outcome.Advance;
    boolean ends = outcome instanceof Outcome.Abort || outcome instanceof Outcome.AskReview;
    assertThat(late && goesOn).isFalse();
    assertThat(!late && ends).isFalse();
    if (outcome instanceof Outcome.Advance(int step)) {
      assertThat(step).isEqualTo(trial.step() + 1);
    }
    if (outcome instanceof Outcome.Promote(var basis, var ignored)) {
      assertThat(trial.step()).isEqualTo(Trial.STEPS.size() - 1);
      assertThat(late || basis == Outcome.Basis.PROOF).isTrue();
    }
  }

  @Property
  void aCandidateThatIsBetterInOneGateIsNotTreatedWorse(
      @ForAll long seed, @ForAll AtDeadline atDeadline) {
    var trial = trial(seed);
    var random = new Random(~seed);
    var measured = new HashMap<>(trial.measured());
    var subject = trial.gates().getLast().subject();
    var then = measured.get(subject);
    measured.put(
        subject,
        new Trial.Measurement(
            then.estimate() - random.nextDouble() / 10,
            then.error(),
            then.seen(),
            then.seenInStep()));

    int before = rank(trial.outcome(atDeadline));
    int after = rank(trial.measuring(measured).outcome(atDeadline));

    assertThat(after).isGreaterThanOrEqualTo(before);
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RollBack ignored -> 0;
      case Outcome.Invalid ignored -> 1;
      case Outcome.Abort ignored -> 2;
      case Outcome.AskReview ignored -> 2;
      case Outcome.Wait ignored -> 2;
      case Outcome.Advance ignored -> 3;
      case Outcome.Promote promote -> promote.basis() == Outcome.Basis.PROOF ? 4 : 3;
    };
  }
}
