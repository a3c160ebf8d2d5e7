package dev.sextant.features;

/**
 * Counts, for each output of a program, the rows where it was missing and the rows where it was
 * missing because it could not be computed. Belongs to one thread; tallies of several are added.
 */
public final class Tally {
  private final long[] missing;
  private final long[] failed;
  private long rows;

  /** Set by the nodes of an expression while it runs: how often something could not be computed. */
  final Faults faults = new Faults();

  Tally(int outputs) {
    missing = new long[outputs];
    failed = new long[outputs];
  }

  /** The rows that were evaluated. */
  public long rows() {
    return rows;
  }

  /** The rows where this output was missing, for whatever reason. */
  public long missing(int output) {
    return missing[output];
  }

  /**
   * The rows where this output was missing although what it needed was there: a division by zero, a
   * logarithm of a negative number, an index outside a text.
   */
  public long failed(int output) {
    return failed[output];
  }

  /** Adds the counts of another tally of the same program. */
  public void add(Tally other) {
    if (other.missing.length != missing.length) {
      throw new IllegalArgumentException("tallies of different programs cannot be added");
    }
    rows += other.rows;
    for (int i = 0; i < missing.length; i++) {
      missing[i] += other.missing[i];
      failed[i] += other.failed[i];
    }
  }

  void beginRow() {
    rows++;
  }

  void beginOutput() {
    faults.clear();
  }

  void endOutput(int output, boolean wasMissing) {
    if (wasMissing) {
      missing[output]++;
      if (faults.any()) {
        failed[output]++;
      }
    }
  }
}
