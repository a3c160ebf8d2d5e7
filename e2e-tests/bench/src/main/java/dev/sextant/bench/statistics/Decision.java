package dev.sextant.bench.statistics;

import dev.sextant.statistics.drift.CategorySample;
import dev.sextant.statistics.drift.Column;
import dev.sextant.statistics.drift.DriftRule;
import dev.sextant.statistics.drift.MeasuredColumn;
import dev.sextant.statistics.gates.AtDeadline;
import dev.sextant.statistics.gates.Gate;
import dev.sextant.statistics.gates.Guards;
import dev.sextant.statistics.gates.Look;
import dev.sextant.statistics.gates.Observation;
import dev.sextant.statistics.gates.Protocol;
import dev.sextant.statistics.gates.Ruling;
import dev.sextant.statistics.gates.Step;
import dev.sextant.statistics.gates.Subject;
import dev.sextant.statistics.sequential.ArmDifference;
import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.sequential.RunningIntersection;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one look costs: at a canary, or at a column whose values have been counted. */
public class Decision {
  static final int GATES = 10;

  /** A canary of ten gates, a hundred thousand requests an arm. */
  @State(Scope.Thread)
  public static class Canary {
    private final Protocol protocol;
    private final Look look;

    public Canary() {
      var gates = new ArrayList<Gate>();
      for (int i = 0; i < GATES; i++) {
        gates.add(Gate.guard("metric " + i, 0.01, 200));
      }
      protocol =
          new Protocol(
              new ErrorRates(0.05, 0.01),
              1,
              gates,
              List.of(new Step(50, Duration.ofMinutes(5))),
              Duration.ofHours(1),
              AtDeadline.ABORT);
      Map<Subject, Observation> observations = new HashMap<>();
      for (int i = 0; i < GATES; i++) {
        observations.put(gates.get(i).subject(), observation(2_000 + 10 * i));
      }
      Duration inStep = Duration.ofMinutes(10);
      look = new Look(0, inStep, true, inStep, Optional.empty(), observations);
    }

    private Observation observation(int events) {
      ErrorRates rates = protocol.errorsOfGate();
      Bounds bounds = bounds(events, rates);
      return new Observation.Measured(
          RunningIntersection.START.and(bounds).bounds(bounds),
          rates,
          100_000,
          100_000,
          new Forecast.Unknown("not asked"));
    }
  }

  /** Twenty categories, before and now. */
  @State(Scope.Thread)
  public static class Categories {
    private final Column column;

    public Categories() {
      var random = new Random(7);
      column = new Column.Categories("kind", kinds(random), kinds(random));
    }

    private static CategorySample kinds(Random random) {
      var counts = new TreeMap<String, Long>();
      for (int i = 0; i < 50_000; i++) {
        counts.merge("kind " + random.nextInt(20), 1L, Long::sum);
      }
      return new CategorySample(counts, 0);
    }
  }

  private static Bounds bounds(int events, ErrorRates rates) {
    return ArmDifference.ofIndependentTrials(2_000, 100_000, events, 100_000, rates);
  }

  @Benchmark
  public Ruling judge(Canary canary) {
    return Guards.judge(canary.protocol, canary.look);
  }

  @Benchmark
  public MeasuredColumn driftOfCountedCategories(Categories categories) {
    return DriftRule.USUAL.measure(categories.column);
  }

  @Benchmark
  public Bounds exactBoundsOfOneGate(Canary canary) {
    return bounds(2_050, canary.protocol.errorsOfGate());
  }
}
