package dev.sextant.statistics.gates;

import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A candidate that is being tried: random gates, and what was measured of each. */
record Trial(
    List<Gate> gates, Map<Subject, Measurement> measured, int step, Duration age, boolean settled) {
  static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  static final Duration DEADLINE = Duration.ofHours(4);
  static final List<Step> STEPS =
      List.of(new Step(5, Duration.ofMinutes(5)), new Step(50, Duration.ofMinutes(5)));
  private static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);

  /** A normal estimate with a known error, or none. */
  record Measurement(double estimate, double error, long seen, long seenInStep) {
    Observation at(ErrorRates errors) {
      double up = NORMAL.inverseSurvivalProbability(errors.falsePromotion());
      double down = NORMAL.inverseSurvivalProbability(errors.falseRollback());
      Bounds bounds =
          error == 0
              ? Bounds.Unavailable.because("there is no error")
              : new Bounds.Interval(
                  "normal",
                  estimate,
                  estimate - down * error,
                  estimate + up * error,
                  new TreeMap<>());
      return new Observation.Measured(
          bounds, errors, seen, seenInStep, new Forecast.Unknown("not asked"));
    }
  }

  static Trial random(Random random, Demand... demands) {
    var gates = new ArrayList<Gate>();
    var measured = new HashMap<Subject, Measurement>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      var gate = gate("metric" + i, random, demands[random.nextInt(demands.length)]);
      gates.add(gate);
      if (random.nextInt(12) > 0) {
        measured.put(gate.subject(), measurement(random));
      }
    }
    gates.add(gate("first", random, Demand.PROVE_NO_HARM));
    measured.put(gates.getLast().subject(), measurement(random));
    return new Trial(
        gates,
        measured,
        random.nextInt(4) == 0 ? 0 : 1,
        Duration.ofMinutes(10 + random.nextInt(300)),
        random.nextInt(12) > 0);
  }

  static Gate gate(String metric, Random random, Demand demand) {
    String slice = random.nextInt(3) == 0 ? "night" : "";
    return new Gate(
        new Subject(metric, slice),
        demand,
        random.nextInt(4) / 100.0,
        random.nextInt(3) / 100.0,
        1 + random.nextInt(100));
  }

  // Mostly good, so that promotions are common.
  static Measurement measurement(Random random) {
    long inStep = 60L + random.nextInt(200);
    return new Measurement(
        random.nextInt(6) == 0 ? random.nextGaussian() / 30 : -0.04,
        random.nextInt(20) == 0 ? 0 : 0.02 * random.nextDouble(),
        inStep + random.nextInt(100),
        inStep);
  }

  Protocol protocol(AtDeadline atDeadline) {
    return new Protocol(ERRORS, 2, gates, STEPS, DEADLINE, atDeadline);
  }

  /** What is seen of the gates when the bounds are made for that protocol. */
  Map<Subject, Observation> observations(Protocol protocol) {
    var observations = new HashMap<Subject, Observation>();
    measured.forEach((subject, measurement) ->
        observations.put(subject, measurement.at(protocol.errorsOfGate())));
    return observations;
  }

  Look look(Map<Subject, Observation> observations) {
    return new Look(step, Duration.ofMinutes(6), settled, age, Optional.empty(), observations);
  }

  Outcome outcome(AtDeadline atDeadline) {
    var protocol = protocol(atDeadline);
    return Guards.judge(protocol, look(observations(protocol))).outcome();
  }

  Trial with(Gate gate, Measurement measurement) {
    var more = new ArrayList<>(gates);
    more.add(gate);
    var known = new HashMap<>(measured);
    known.put(gate.subject(), measurement);
    return new Trial(more, known, step, age, settled);
  }

  Trial measuring(Map<Subject, Measurement> other) {
    return new Trial(gates, other, step, age, settled);
  }
}
