package dev.sextant.statistics.drift;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Blocks of neighbouring rows, long enough that they hardly depend on each other.
 *
 * @param length in rows
 */
record SerialBlocks(int length) {
  /** Of both samples each: fewer can be dealt in too few ways. */
  private static final int AT_LEAST = 8;

  /** In correlation times: what neighbouring blocks share is a twentieth of what they hold. */
  private static final int TIMES = 10;

  /** No series has as many blocks that are longer. */
  private static final int LENGTH_AT_MOST = Integer.MAX_VALUE / AT_LEAST;

  /** For rows with that correlation time; independent rows need no blocks. */
  static SerialBlocks of(double time) {
    double length = time == 1 ? 1 : Math.ceil(TIMES * time);
    return new SerialBlocks((int) Math.min(length, LENGTH_AT_MOST));
  }

  /** What is to be said where there are too few. */
  Optional<DriftVerdict> tooFew(int reference, int current) {
    int wanted = AT_LEAST * length;
    if (reference >= wanted && current >= wanted) {
      return Optional.empty();
    }
    return Optional.of(
        new DriftVerdict.Inconclusive(
            "there are %d and %d rows, %d make %d blocks of rows that depend on each other"
                .formatted(reference, current, wanted, AT_LEAST),
            reference >= wanted ? OptionalLong.of(wanted) : OptionalLong.empty(),
            Optional.empty()));
  }

  /** The first of the last rows that fill whole blocks. */
  int start(int rows) {
    return rows % length;
  }
}
