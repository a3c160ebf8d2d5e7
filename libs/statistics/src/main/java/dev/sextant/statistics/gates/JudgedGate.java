package dev.sextant.statistics.gates;

import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.verdict.ErrorRates;
import dev.sextant.statistics.verdict.Judgement;
import dev.sextant.statistics.verdict.Verdict;
import java.util.Optional;

/** One gate with what was observed of it and what that says. */
record JudgedGate(Gate gate, Observation observation, Verdict verdict) {

  static JudgedGate of(Gate gate, Observation observation, ErrorRates allowed) {
    Verdict verdict =
        switch (observation) {
          case Observation.Absent(var reason) -> Verdict.Inconclusive.because(reason);
          case Observation.NotApplicable(var reason) -> new Verdict.NotApplicable(reason);
          case Observation.Measured measured -> verdict(gate, measured, allowed);
        };
    return new JudgedGate(gate, observation, verdict);
  }

  private static Verdict verdict(Gate gate, Observation.Measured measured, ErrorRates allowed) {
    if (exceeds(measured.errors().falseRollback(), allowed.falseRollback())
        || exceeds(measured.errors().falsePromotion(), allowed.falsePromotion())) {
      return new Verdict.Invalid(
          "the bounds hold at %s, where this gate may err at %s"
              .formatted(measured.errors(), allowed));
    }
    return gate.demand() == Demand.NO_EVIDENCE_OF_HARM
        ? watch(gate, measured)
        : Judgement.prove(gate.claim(measured.errors()), measured.bounds());
  }

  private static Verdict watch(Gate gate, Observation.Measured measured) {
    return Judgement.watch(
        gate.claim(measured.errors()), measured.bounds(), measured.seen(), gate.minimum());
  }

  // By more than a rounding.
  private static boolean exceeds(double rate, double allowed) {
    return rate > allowed * (1 + 1e-9);
  }

  Subject subject() {
    return gate.subject();
  }

  /** Whether the candidate's part is proved as strongly as the gate could ask. */
  boolean isProved() {
    return verdict instanceof Verdict.Superior
        || (verdict instanceof Verdict.NonInferior && gate.demand() != Demand.PROVE_GAIN);
  }

  /** Whether enough was seen and shows no harm, whatever more the gate asks for. */
  boolean isUnharmed() {
    return unseen().isEmpty()
        && switch (verdict) {
          case Verdict.Superior ignored -> true;
          case Verdict.NonInferior ignored -> true;
          case Verdict.NoHarm ignored -> true;
          case Verdict.NotApplicable ignored -> true;
          case Verdict.Inconclusive ignored ->
              observation instanceof Observation.Measured measured
                  && watch(gate, measured) instanceof Verdict.NoHarm;
          case Verdict.Harm ignored -> false;
          case Verdict.Invalid ignored -> false;
        };
  }

  /** What of the gate's minimum is missing, or that nothing can be seen at all. */
  Optional<Missing> unseen() {
    return switch (observation) {
      case Observation.Absent(var reason) -> Optional.of(missing(reason));
      case Observation.NotApplicable(var reason) ->
          isWatched()
              ? Optional.empty()
              : Optional.of(
                  Missing.never(
                      subject().toString(), "a proof is asked for and cannot be given: " + reason));
      case Observation.Measured measured -> unseen(measured);
    };
  }

  private Optional<Missing> unseen(Observation.Measured measured) {
    boolean everyone = subject().isEveryone();
    long seen = everyone ? measured.seenInStep() : measured.seen();
    return seen >= gate.minimum()
        ? Optional.empty()
        : Optional.of(
            Missing.units(
                subject().toString(),
                "%d units of the smaller arm were seen%s, %d are asked for"
                    .formatted(seen, everyone ? " in this step" : "", gate.minimum()),
                gate.minimum() - seen));
  }

  /** What keeps the candidate from passing, once the gate has seen its minimum. */
  Optional<Missing> unpassed() {
    return switch (verdict) {
      case Verdict.Shown ignored ->
          isProved() || isWatched()
              ? Optional.empty()
              : Optional.of(missing("no harm is proved, and a gain is asked for"));
      case Verdict.NotApplicable ignored -> Optional.empty();
      case Verdict.Invalid(var reason) -> Optional.of(missing(reason));
      case Verdict.Inconclusive open ->
          Optional.of(
              new Missing(subject().toString(), open.missing(), open.needed(), open.eta(), false)
                  .foreseen(forecast()));
    };
  }

  private boolean isWatched() {
    return gate.demand() == Demand.NO_EVIDENCE_OF_HARM;
  }

  private Forecast forecast() {
    return observation instanceof Observation.Measured measured
        ? measured.forecast()
        : new Forecast.Unknown("it was not observed");
  }

  private Missing missing(String what) {
    return Missing.because(subject().toString(), what);
  }
}
