package dev.sextant.statistics.drift;

import dev.sextant.statistics.verdict.Evidence;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a column has drifted. */
public sealed interface DriftVerdict {

  /** The distance matters, and chance does not explain it. */
  record Drift(Evidence evidence) implements DriftVerdict {}

  /** The distance is too small to matter, even with what chance may hide at this number of rows. */
  record Stable(Evidence evidence) implements DriftVerdict {}

  /**
   * Neither.
   *
   * @param missing in words
   * @param needed how many current rows would be enough, where any number would
   * @param evidence the numbers, where there are any
   */
  record Inconclusive(String missing, OptionalLong needed, Optional<Evidence> evidence)
      implements DriftVerdict {}

  /** There is nothing to compare. */
  record NotApplicable(String reason) implements DriftVerdict {}
}
