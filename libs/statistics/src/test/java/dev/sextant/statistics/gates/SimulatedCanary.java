package dev.sextant.statistics.gates;

import dev.sextant.statistics.sequential.ArmDifference;
import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.sequential.RunningIntersection;
import dev.sextant.statistics.verdict.ErrorRates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A canary of independent requests from the first look to its end: two metrics, of everyone and of
 * a fifth of the requests, three weights, judged at every look by exact sequences.
 *
 * @param errors the candidate's excess of errors by day
 * @param nightErrors the same at night, a fifth of the requests
 * @param slow the candidate's excess of slow answers
 */
record SimulatedCanary(double errors, double nightErrors, double slow) {
  static final ErrorRates ERRORS = new ErrorRates(0.05, 0.01);
  static final double MARGIN = 0.01;
  private static final double RATE = 0.02;
  private static final int REQUESTS = 4_000;
  private static final Duration LOOK = Duration.ofMinutes(5);
  private static final Protocol PROTOCOL =
      new Protocol(
          ERRORS,
          1,
          List.of(
              Gate.guard("errors", MARGIN, 200),
              Gate.guard("slow", MARGIN, 200),
              Gate.watch("errors", "night", MARGIN, 200),
              Gate.watch("slow", "night", MARGIN, 200)),
          List.of(new Step(5, LOOK), new Step(25, LOOK.multipliedBy(2)), new Step(50, LOOK)),
          LOOK.multipliedBy(16),
          AtDeadline.ABORT);

  /** What became of the candidate, and after how many looks. */
  record End(Outcome outcome, int looks) {}

  /** Events of both arms in one gate, and what all looks so far say. */
  private static final class Counter {
    private final long[] trials = new long[2];
    private final long[] events = new long[2];
    private long candidateBefore;
    private RunningIntersection looks = RunningIntersection.START;

    void add(int arm, boolean event) {
      trials[arm]++;
      events[arm] += event ? 1 : 0;
    }

    Observation look() {
      ErrorRates rates = PROTOCOL.errorsOfGate();
      var now =
          ArmDifference.ofIndependentTrials(events[0], trials[0], events[1], trials[1], rates);
      looks = looks.and(now);
      return new Observation.Measured(
          looks.bounds(now),
          rates,
          Math.min(trials[0], trials[1]),
          Math.min(trials[0], trials[1] - candidateBefore),
          new Forecast.Unknown("not asked"));
    }
  }

  End run(Random random) {
    Map<Subject, Counter> counters = new HashMap<>();
    PROTOCOL.gates().forEach(gate -> counters.put(gate.subject(), new Counter()));
    int step = 0;
    int began = 0;
    for (int look = 1; ; look++) {
      requests(random, PROTOCOL.steps().get(step).weight(), counters);
      var observations = new HashMap<Subject, Observation>();
      counters.forEach((subject, counter) -> observations.put(subject, counter.look()));
      var outcome =
          Guards.judge(
                  PROTOCOL,
                  new Look(
                      step,
                      LOOK.multipliedBy(look - began),
                      true,
                      LOOK.multipliedBy(look),
                      Optional.empty(),
                      observations))
              .outcome();
      switch (outcome) {
        case Outcome.Wait ignored -> {}
        case Outcome.Advance(int next) -> {
          step = next;
          began = look;
          counters.values().forEach(counter -> counter.candidateBefore = counter.trials[1]);
        }
        default -> {
          return new End(outcome, look);
        }
      }
    }
  }

  private void requests(Random random, int weight, Map<Subject, Counter> counters) {
    for (int request = 0; request < REQUESTS; request++) {
      int arm = random.nextInt(100) < weight ? 1 : 0;
      boolean night = random.nextInt(5) == 0;
      boolean failed = random.nextDouble() < RATE + arm * (night ? nightErrors : errors);
      boolean late = random.nextDouble() < RATE + arm * slow;
      counters.get(Subject.ofEveryone("errors")).add(arm, failed);
      counters.get(Subject.ofEveryone("slow")).add(arm, late);
      if (night) {
        counters.get(new Subject("errors", "night")).add(arm, failed);
        counters.get(new Subject("slow", "night")).add(arm, late);
      }
    }
  }
}
