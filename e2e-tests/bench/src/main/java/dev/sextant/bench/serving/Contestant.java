package dev.sextant.bench.serving;

import dev.sextant.bench.Measured;
import dev.sextant.bench.Samples;
import dev.sextant.bench.load.Load;
import dev.sextant.bench.load.Outcome;
import dev.sextant.bench.load.Shape;
import dev.sextant.bench.load.Target;
import java.io.IOException;

/** One way to be answered, and what rounds of load have shown of it. */
final class Contestant implements AutoCloseable {
  private static final double STILL_WARMING = 1.05;

  private final String name;
  private final Target target;
  private final Measured front;
  private final Samples perSecond = new Samples();
  private final Samples cpuNanos = new Samples();
  private final Samples median = new Samples();
  private final Samples worst = new Samples();

  /**
   * A contestant.
   *
   * @param front the process that callers are connected to
   */
  Contestant(String name, Target target, Measured front) {
    this.name = name;
    this.target = target;
    this.front = front;
  }

  String name() {
    return name;
  }

  /** Lets its code be compiled: until a spell answers no more than the best before it did. */
  void warmUp(Shape spell, int fewest, int most) throws IOException {
    double best = 0;
    for (int i = 1; i <= most; i++) {
      Outcome outcome = Load.run(target, spell);
      say(spell, outcome);
      if (i >= fewest && outcome.perSecond() < best * STILL_WARMING) {
        return;
      }
      best = Math.max(best, outcome.perSecond());
    }
  }

  /** As many requests as are answered. */
  void throughput(Shape shape) throws IOException {
    long before = front.cpuNanos();
    Outcome outcome = Load.run(target, shape);
    perSecond.add(outcome.perSecond());
    cpuNanos.add((double) (front.cpuNanos() - before) / outcome.answered());
    say(shape, outcome);
  }

  /** How long callers wait at a rate that all contestants can hold. */
  void latency(Shape shape) throws IOException {
    Outcome outcome = Load.run(target, shape);
    median.add(outcome.percentile(50));
    worst.add(outcome.percentile(99));
    say(shape, outcome);
  }

  private void say(Shape shape, Outcome outcome) {
    System.out.printf(
        "%-28s %3d callers %8.0f/s asked %8.0f/s answered p50 %6.0f us p99 %6.0f us%n",
        name,
        shape.callers(),
        shape.perSecond(),
        outcome.perSecond(),
        outcome.percentile(50) / 1e3,
        outcome.percentile(99) / 1e3);
  }

  Samples perSecond() {
    return perSecond;
  }

  /** Processor time of the process that callers are connected to, for each request. */
  Samples cpuNanos() {
    return cpuNanos;
  }

  Samples median() {
    return median;
  }

  Samples worst() {
    return worst;
  }

  @Override
  public void close() {
    target.close();
  }
}
