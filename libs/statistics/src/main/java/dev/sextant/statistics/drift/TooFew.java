package dev.sextant.statistics.drift;

import java.util.Optional;
import java.util.OptionalLong;

/** What all rules say of samples that are too small. */
final class TooFew {
  private TooFew() {}

  /**
   * The verdict where a sample is too small.
   *
   * @param what is counted, such as "rows"
   * @param minimum of both samples
   */
  static Optional<DriftVerdict> of(String what, long reference, long current, long minimum) {
    if (reference >= minimum && current >= minimum) {
      return Optional.empty();
    }
    return Optional.of(
        new DriftVerdict.Inconclusive(
            "there are %d and %d %s, %d are asked for".formatted(reference, current, what, minimum),
            reference >= minimum ? OptionalLong.of(minimum) : OptionalLong.empty(),
            Optional.empty()));
  }
}
