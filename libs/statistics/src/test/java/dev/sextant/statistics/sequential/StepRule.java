package dev.sextant.statistics.sequential;

import dev.sextant.statistics.verdict.Bounds;
import java.util.TreeMap;

/**
 * Rules of progressive delivery as they are published: a check of the last step alone, passed or
 * failed, and counts of both. They give no bounds; what they decide is written as bounds that say
 * so.
 */
final class StepRule implements Contestant {
  /** Checks until a candidate is promoted: ten steps of weight, or ten measurements. */
  private static final int CHECKS = 10;

  /** Whether the last step of an arm is good. */
  interface Check {
    boolean passes(double stableRate, double candidateRate);
  }

  private final Check check;
  private final int failuresUntilRollback;
  private final boolean failedChecksCount;
  private int passed;
  private int failed;
  private Bounds decided = Bounds.Unavailable.because("nothing is decided");

  private StepRule(Check check, int failuresUntilRollback, boolean failedChecksCount) {
    this.check = check;
    this.failuresUntilRollback = failuresUntilRollback;
    this.failedChecksCount = failedChecksCount;
  }

  /**
   * As Flagger: a failed check holds the weight, so many of them roll back, and enough passed ones
   * promote.
   */
  static StepRule threshold(Check check) {
    return new StepRule(check, 5, false);
  }

  /**
   * As an AnalysisRun of Argo Rollouts: so many measurements, of which more failed than the limit
   * abort.
   */
  static StepRule failureLimit(Check check) {
    return new StepRule(check, 4, true);
  }

  /** A share of successes that the candidate must have, whatever stable has. */
  static Check success(double least) {
    return (stable, candidate) -> 1 - candidate >= least;
  }

  /** No more failures than stable and the margin. */
  static Check versusStable(double margin) {
    return (stable, candidate) -> candidate <= stable + margin;
  }

  @Override
  public Bounds look(int step, SimulatedUsers users) {
    double stable = rate(users.last.stable);
    double candidate = rate(users.last.candidate);
    if (decided instanceof Bounds.Interval || Double.isNaN(stable + candidate)) {
      return decided;
    }
    boolean passes = check.passes(stable, candidate);
    passed += passes ? 1 : 0;
    failed += passes ? 0 : 1;
    if (failed >= failuresUntilRollback) {
      decided = saying(1);
    } else if (passed + (failedChecksCount ? failed : 0) >= CHECKS) {
      decided = saying(-1);
    }
    return decided;
  }

  private static double rate(SimulatedUsers.Counts arm) {
    var totals = arm.totals();
    return totals.total() / totals.units();
  }

  private static Bounds saying(double difference) {
    return new Bounds.Interval("rule", difference, difference, difference, new TreeMap<>());
  }
}
