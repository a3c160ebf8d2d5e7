package dev.sextant.statistics.schema;

/** Exact chances when the rows of two samples are dealt to them anew. */
final class Chance {
  private Chance() {}

  /** That so many given rows all come to a sample of that size, and none to the other one. */
  static double allInOne(long given, long size, long other) {
    if (given > size) {
      return 0;
    }
    double log = 0;
    // Below this nothing is added that a double could show.
    for (long i = 0; i < given && log > -745; i++) {
      log += StrictMath.log((double) (size - i) / (double) (size + other - i));
    }
    return StrictMath.exp(log);
  }
}
