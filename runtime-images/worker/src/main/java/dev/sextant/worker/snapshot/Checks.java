package dev.sextant.worker.snapshot;

import dev.sextant.contracts.data.CheckResult;
import dev.sextant.contracts.job.JobResult;
import dev.sextant.worker.shell.JobRefusedException;
import java.util.ArrayList;
import java.util.List;

/** Collects what was checked, so that everything that is wrong is said at once. */
final class Checks {
  private final String inputHash;
  private final List<CheckResult> results = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();

  private record Failure(Reason reason, String message) {}

  Checks(String inputHash) {
    this.inputHash = inputHash;
  }

  /** Notes a check that holds. */
  void passed(String name, String value, String threshold, String message) {
    results.add(new CheckResult(name, true, value, threshold, message));
  }

  /** Notes a check that does not hold. */
  void failed(Reason reason, String name, String value, String threshold, String message) {
    results.add(new CheckResult(name, false, value, threshold, message));
    failures.add(new Failure(reason, message));
  }

  /** Notes something wrong that has neither value nor threshold. */
  void failed(Reason reason, String name, String message) {
    failed(reason, name, "", "", message);
  }

  /** Everything that was checked, in order. */
  List<CheckResult> results() {
    return List.copyOf(results);
  }

  /**
   * Ends the job when something is wrong: the first failure gives reason and message, the result
   * has all of them.
   */
  void refuseIfFailed() {
    if (failures.isEmpty()) {
      return;
    }
    Failure first = failures.getFirst();
    int others = failures.size() - 1;
    String more =
        others == 0
            ? ""
            : " (and %d more failed check%s)".formatted(others, others == 1 ? "" : "s");
    throw new JobRefusedException(
        first.reason().name(),
        first.message() + more,
        new JobResult.SnapshotRefused(inputHash, results()));
  }
}
