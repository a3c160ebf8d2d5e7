package dev.sextant.statistics.stream;

/** What all detectors ask of a number. */
final class Streams {
  private Streams() {}

  static void requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a stream has no place for " + value);
    }
  }
}
