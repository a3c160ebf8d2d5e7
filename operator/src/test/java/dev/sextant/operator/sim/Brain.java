package dev.sextant.operator.sim;

import dev.sextant.operator.kernel.Plan;
import java.time.Instant;

/** What decides in a simulated world: the real decider, or one with a planted fault. */
@FunctionalInterface
public interface Brain<P, O, S> {
  /** Decides. */
  Plan<S> decide(P primary, O seen, Instant now);
}
