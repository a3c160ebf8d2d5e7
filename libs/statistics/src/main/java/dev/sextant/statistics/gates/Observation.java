package dev.sextant.statistics.gates;

import dev.sextant.statistics.sequential.Forecast;
import dev.sextant.statistics.verdict.Bounds;
import dev.sextant.statistics.verdict.ErrorRates;

/** What one look knows about one gate. */
public sealed interface Observation {

  /**
   * There are numbers.
   *
   * @param bounds on candidate minus stable over all looks so far
   * @param errors at which the bounds hold, at most {@link Protocol#errorsOfGate}
   * @param seen units of the arm that has fewer, over all steps
   * @param seenInStep the same in the current step
   * @param forecast when they may be enough
   */
  record Measured(Bounds bounds, ErrorRates errors, long seen, long seenInStep, Forecast forecast)
      implements Observation {
    public Measured {
      if (seenInStep < 0 || seenInStep > seen) {
        throw new IllegalArgumentException(
            "of %d units, %d cannot be of this step".formatted(seen, seenInStep));
      }
    }
  }

  /**
   * There is nothing, such as no labels yet.
   *
   * @param reason why, in words
   */
  record Absent(String reason) implements Observation {}

  /**
   * The question makes no sense here, such as a slice of a column that the data no longer has. A
   * gate that asks for a proof does not pass so: leave it out of the protocol.
   *
   * @param reason why, in words
   */
  record NotApplicable(String reason) implements Observation {}
}
